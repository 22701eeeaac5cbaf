import { digits } from '#renderer/format/numbers.ts'
import { plural } from '#renderer/format/plural.ts'

// Conversation.tsx
export const conversation = 'Conversation'
export const needsYou = 'Needs you'
export const jumpToLatest = 'Jump to latest'
export const fetchingOlderMessages = 'Fetching older messages…'
export const olderMessagesDidNotArrive = 'Older messages did not arrive. Try again'

// ItemView.tsx
export const cutOffHere = '(cut off here)'
export const theSessionFailedTheNext = 'The session failed. The next message tries to bring it back.'
export const theSessionWasEndedIts = 'The session was ended. Its conversation is kept.'
export const thinking = 'Thinking…'
export const thought = 'Thought'
export const thoughtForTook = (took: string) => `Thought for ${took}`

// NoticeLine.tsx
export const showLess = 'Show less'
export const showAllCharacters = (characters: number) =>
  plural(characters, { one: 'Show all # character', other: 'Show all # characters' })

// OutgoingPrompt.tsx
export const sendingThisBrowserCannotKeep = 'sending; this browser cannot keep it, so leave the page open'
export const sending = 'sending'
export const willBeSentWhenBack = 'Will be sent when you’re back'
export const sendAgain = 'Send again'
export const discard = 'Discard'

// Prompt.tsx
export const you = 'You:'
export const yourMessage = 'Your message'

// RenderFallback.tsx
export const thisPartCouldNotBe = 'This part could not be drawn. Nothing of it is lost: here is its text.'
export const copyTheText = 'Copy the text'

// TurnLine.tsx
export const files = (count: number) => plural(count, { one: '# file', other: '# files' })

// backgroundLabel.ts
/** `took`: empty while it is not worth saying. */
export const runningInTheBackground = (took: string) =>
  took === '' ? 'Running in the background' : `Running in the background · ${took}`
export const finishedInTheBackground = (took: string) => after('Finished in the background', took)
export const failedInTheBackground = (exitCode: number | null, took: string) =>
  after(exitCode === null ? 'Failed in the background' : `Failed in the background with exit ${exitCode}`, took)
export const stoppedInTheBackground = (took: string) => after('Stopped in the background', took)
const after = (what: string, took: string) => (took === '' ? what : `${what} after ${took}`)

// lookSummary.ts
export const readFiles = (count: number) => plural(count, { one: 'read # file', other: 'read # files' })
export const searched = (times: number) => often('searched', times)
export const listedFiles = (times: number) => often('listed files', times)
export const searchedTheWeb = (times: number) => often('searched the web', times)
/** Empty for what never happened. */
function often(did: string, times: number): string {
  const known = ['', `${did} once`, `${did} twice`]
  return known[times] ?? `${did} ${digits(times)} times`
}
/** What was done, one after the other: `Read 12 files, searched twice`. */
export function inOneLine(parts: readonly string[]): string {
  const text = parts.join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

// taskCalls.ts
export const changedTheTaskList = 'Changed the task list'
export const lookedAtTheTaskList = 'Looked at the task list'
/** `isFirst`: nothing before it has named the tasks yet. */
export const planned = (count: number, isFirst: boolean) => `planned ${tasks(count, isFirst)}`
export const finishedTasks = (count: number, isFirst: boolean) => `finished ${tasks(count, isFirst)}`
export const began = (count: number, isFirst: boolean) => `began ${tasks(count, isFirst)}`
const tasks = (count: number, isFirst: boolean) =>
  isFirst ? plural(count, { one: 'a task', other: '# tasks' }) : plural(count, { one: 'one', other: '#' })

// tools/ToolRow.tsx
export const opening = 'Opening…'
export const needsYouMark = '● Needs you'
export const inTheBackground = 'in the background'
export const stopped = 'Stopped'
export const denied = 'Denied'
export const usedTokens = (used: string) => `${used} tokens`
