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
