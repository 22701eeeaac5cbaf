// ShortcutSheet.tsx
export const keyboardShortcuts = 'Keyboard shortcuts'
export const shortcutsOfASingleKey = 'Shortcuts of a single key'
export const theyNeverWorkWhileSomething = 'They never work while something is being written.'
export const close = 'Close'

// shortcuts.ts
export const searchAndCommands = 'Search and commands'
export const theSame = 'The same'
export const thisList = 'This list'
export const newSession = 'New session'
export const nextSessionThatNeedsYou = 'Next session that needs you'
export const nextRow = 'Next row'
export const previousRow = 'Previous row'
export const openTheRow = 'Open the row'
export const openInPlaceOrFold = 'Open in place, or fold'
export const findInTheConversation = 'Find in the conversation'
export const previousMessageOfYours = 'Previous message of yours'
export const nextMessageOfYours = 'Next message of yours'
export const detailsOfTheSession = 'Details of the session'
export const runTheLastAction = 'Run the last action of the project once more'
export const theOtherOfTwoSessions = 'The other of two sessions side by side'
export const outOfTheTerminal = 'Out of the terminal'
export const closeWhatIsOpenLeave = 'Close what is open; leave the composer; stop the turn'
export const allowOnceWhereNothingDangerous = 'Allow once, where nothing dangerous is marked'
export const denyAsksForAReason = 'Deny; asks for a reason first'
export const chooseAnswer = (index: number) =>
  `The ${['first', 'second', 'third', 'fourth'][index]} answer to a question`
export const groups = {
  everywhere: 'Everywhere',
  lists: 'In lists',
  session: 'In a session',
  approval: 'On an approval',
} as const
