import { plural } from './plural.ts'

// outcomeText.ts
export const thisDoesNotWaitAny = 'This does not wait any more.'
export const answeredMeanwhile = {
  allow: 'This was allowed meanwhile.',
  deny: 'This was denied meanwhile.',
  cancelled: 'This was withdrawn meanwhile.',
} as const
export const wasFirst = {
  allow: (who: string) => `${who} was first: allowed.`,
  deny: (who: string) => `${who} was first: denied.`,
  cancelled: (who: string) => `${who} was first: withdrawn.`,
} as const

// statusLabel.ts
export const starting = 'Starting'
export const ready = 'Ready'
export const working = 'Working'
export const needsYou = 'Needs you'
export const asleep = 'Asleep'
export const ended = 'Ended'
export const failed = 'Failed'
export const finished = 'Finished'
export const unread = 'Unread'
export const inATerminal = 'In a terminal'
export const openOutside = 'Open outside'
export const askFirst = 'Ask first'
export const claudeAsksBeforeItChanges = 'Claude asks before it changes files or runs commands.'
export const acceptEdits = 'Accept edits'
export const claudeEditsFilesFreelyAnd = 'Claude edits files freely and asks before other commands.'
export const planOnly = 'Plan only'
export const claudeOnlyReadsAndShows = 'Claude only reads, and shows a plan before it does anything.'
export const denyUnlessAllowed = 'Deny unless allowed'
export const whatYourRulesDoNot = 'What your rules do not allow is refused without asking.'
export const skipAllApprovals = 'Skip all approvals'
export const claudeDoesAnythingWithoutAsking = 'Claude does anything without asking. Only in a sandbox.'
export const defaultModel = 'Default model'

// ago.ts
export const justNow = 'just now'
export const now = 'now'
export const minutesAgo = (minutes: number) => `${minutes} min ago`
export const hoursAgo = (hours: number) => `${hours} h ago`
export const daysAgo = (days: number) =>
  days === 1 ? 'yesterday' : plural(days, { one: '# day ago', other: '# days ago' })
