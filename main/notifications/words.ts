import { counted } from '#shared/text/plural.ts'

// notify.ts
export const needsYou = (session: string) => `${session} needs you`
export const failed = (reason: string | null) => `Failed: ${reason ?? 'its page says why.'}`
export const didNotRun = (task: string) => `${task} did not run`
export const itsPageSaysWhy = 'Its page says why.'
export const theTurnIsDone = 'The turn is done.'
export const twoWays = 'This conversation has two ways from here: Claude goes on with one, the other is kept.'

// notifications.ts
export const thisSystemShowsNone = 'This system shows no notifications.'
export const theSystemDidNotShowIt = (why: string) => `The system did not show it: ${why || 'it gave no reason'}.`
export const allowOnce = 'Allow once'
export const deny = 'Deny'

// badge.ts
export const sessionsNeedYou = (count: number) =>
  counted(count, { one: '# session needs you', other: '# sessions need you' })
export const sessionsFinished = (count: number) =>
  counted(count, { one: '# session finished', other: '# sessions finished' })
