import { whole, yesNo } from './settingKinds.ts'

/** What is kept, and for how long. */
export const storageSettings = {
  'transcripts.copies': {
    group: 'storage',
    label: 'Keep copies of transcripts',
    type: yesNo,
    initial: true,
    about:
      'Claude Code removes its transcripts after 30 days. Packed copies keep conversations readable, found and resumable after that.',
    effect: 'now',
    changeableBy: 'local',
  },
  'transcripts.copies_mb': {
    group: 'storage',
    label: 'Most that copies of transcripts take',
    unit: 'MB',
    type: whole({ from: 1, to: 10_000_000 }),
    initial: 2000,
    about: 'Packed, all together. Beyond it the copies in which nothing was said for longest are removed.',
    effect: 'now',
    changeableBy: 'local',
  },
  'retention.sessions_days': {
    group: 'storage',
    label: 'Keep unused sessions for',
    unit: 'days',
    type: whole({ from: 0, to: 36_500 }),
    initial: 0,
    about:
      'Sessions that nobody used for longer are deleted, with their events and attachments. Pinned ones stay, and those in which something runs or waits. 0: no bound.',
    effect: 'now',
    changeableBy: 'local',
  },
  'retention.attachments_days': {
    group: 'storage',
    label: 'Keep attachments for',
    unit: 'days',
    type: whole({ from: 0, to: 36_500 }),
    initial: 0,
    about: 'Images and texts of messages in sessions that nobody used for longer are removed. 0: no bound.',
    effect: 'now',
    changeableBy: 'local',
  },
  'retention.logs_days': {
    group: 'storage',
    label: 'Keep rotated logs for',
    unit: 'days',
    type: whole({ from: 0, to: 36_500 }),
    initial: 30,
    about: 'A log takes 16 MiB at most. Its older half is removed when it was not written for longer. 0: no bound.',
    effect: 'now',
    changeableBy: 'local',
  },
  'retention.audit_days': {
    group: 'storage',
    label: 'Keep audit entries in the log for',
    unit: 'days',
    type: whole({ from: 0, to: 36_500 }),
    initial: 0,
    about:
      'Older entries are packed into files in the data directory, which the log names with their hash, and then leave it. The files are kept until somebody removes them. 0: all stay in the log.',
    effect: 'now',
    changeableBy: 'local',
  },
  'retention.points_days': {
    group: 'storage',
    label: 'Keep old auto-commit points for',
    unit: 'days',
    type: whole({ from: 0, to: 36_500 }),
    initial: 180,
    about:
      'Points beside a branch that are older go, where all that they brought was pushed, tagged or is on the main branch. What is nowhere else stays, and so do the newest 50 of each session, those at which tests passed, and what a person committed or wrote anew. 0: all stay.',
    effect: 'now',
    changeableBy: 'local',
  },
  'retention.transcript_copies_days': {
    group: 'storage',
    label: 'Keep copies of transcripts for',
    unit: 'days',
    type: whole({ from: 0, to: 36_500 }),
    initial: 0,
    about: 'Copies in which nothing was said for longer are removed. 0: no bound.',
    effect: 'now',
    changeableBy: 'local',
  },
} as const
