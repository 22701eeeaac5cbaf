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
export const sendAgain = 'Send again'
export const discard = 'Discard'

// Prompt.tsx
export const you = 'You:'
export const yourMessage = 'Your message'

// RenderFallback.tsx
export const thisPartCouldNotBe = 'This part could not be drawn. Nothing of it is lost: here is its text.'
export const copyTheText = 'Copy the text'

// TurnLine.tsx
export const files = (files: number) => plural(files, { one: '# file', other: '# files' })

// backgroundLabel.ts
export const afterTook = (took: string) => ` after ${took}`
export const runningInTheBackgroundWhat = (what: string) => `Running in the background${what}`
export const finishedInTheBackgroundAfter = (after: string) => `Finished in the background${after}`
export const withExitExitCode = (exitCode: number) => ` with exit ${exitCode}`
export const failedInTheBackgroundWhat = (what: string, after: string) => `Failed in the background${what}${after}`
export const stoppedInTheBackgroundAfter = (after: string) => `Stopped in the background${after}`

// lookSummary.ts
export const readFiles = (files: number) => plural(files, { one: 'read # file', other: 'read # files' })
export const listedFiles = 'listed files'
export const searchedTheWeb = 'searched the web'
export const verbOnce = (verb: string) => `${verb} once`
export const verbTwice = (verb: string) => `${verb} twice`
export const verbTimes = (verb: string, times: number) =>
  `${verb} ${plural(times, { one: '# time', other: '# times' })}`

// taskCalls.ts
export const changedTheTaskList = 'Changed the task list'
export const lookedAtTheTaskList = 'Looked at the task list'
export const aTask = 'a task'
export const countTasks = (count: number) => `${count} tasks`

// tools/ToolRow.tsx
export const opening = 'Opening…'
export const needsYou2 = '● Needs you'
export const inTheBackground = 'in the background'
export const stopped = 'Stopped'
export const denied = 'Denied'
