import { whole } from './settingKinds.ts'

/** How long and how many sessions are awake, and what is kept of their files. */
export const sessionSettings = {
  'sessions.idle_minutes': {
    group: 'limits',
    label: 'Sleep after',
    unit: 'minutes',
    type: whole({ from: 0, to: 10_080 }),
    initial: 30,
    about:
      'A session in which nothing happens, nothing waits and nobody looks sleeps after this time; the next message wakes it. 0: never.',
    effect: 'now',
    changeableBy: 'local',
  },
  'sessions.longest_hours': {
    group: 'limits',
    label: 'Longest time awake',
    unit: 'hours',
    type: whole({ from: 0, to: 8760 }),
    initial: 0,
    about:
      'A session that has been awake for so long sleeps, also in the middle of a turn; that is said ten minutes before. 0: no bound.',
    effect: 'now',
    changeableBy: 'local',
  },
  'sessions.bypass_minutes': {
    group: 'limits',
    label: 'Longest time without approvals',
    unit: 'minutes',
    type: whole({ from: 0, to: 10_080 }),
    initial: 60,
    about: 'A session that skips all approvals asks first again after this time. 0: no bound.',
    effect: 'now',
    changeableBy: 'local',
  },
  'sessions.most_per_person': {
    group: 'limits',
    label: 'Sessions awake per person',
    unit: 'sessions',
    type: whole({ from: 0, to: 10_000 }),
    initial: 0,
    about: 'How many sessions of one person may be awake at once. One that rests sleeps to make room. 0: no bound.',
    effect: 'now',
    changeableBy: 'local',
  },
  'sessions.most': {
    group: 'limits',
    label: 'Sessions awake on this machine',
    unit: 'sessions',
    type: whole({ from: 0, to: 10_000 }),
    initial: 0,
    about: 'How many sessions may be awake at once, of everybody. One that rests sleeps to make room. 0: no bound.',
    effect: 'now',
    changeableBy: 'local',
  },
  'sessions.keep_folder_days': {
    group: 'limits',
    label: 'Keep folders of deleted sessions',
    unit: 'days',
    type: whole({ from: 0, to: 3650 }),
    initial: 7,
    about:
      'A folder that Homeport made is removed so long after its last session was deleted. Folders of your own never are.',
    effect: 'now',
    changeableBy: 'local',
  },
  'changes.kept_mb_per_session': {
    group: 'limits',
    label: 'Kept for putting files back',
    unit: 'MB per session',
    type: whole({ from: 1, to: 100_000 }),
    initial: 256,
    about:
      'What files were before and after Claude changed them, of all turns of a session. Beyond it the oldest turn cannot be put back any more.',
    effect: 'now',
    changeableBy: 'local',
  },
  'changes.kept_mb_per_file': {
    group: 'limits',
    label: 'Largest file that is kept',
    unit: 'MB',
    type: whole({ from: 1, to: 1000 }),
    initial: 2,
    about: 'Larger files are listed among the changes, but cannot be shown or put back.',
    effect: 'now',
    changeableBy: 'local',
  },
} as const
