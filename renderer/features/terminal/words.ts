import { plural } from '#renderer/format/plural.ts'

// FindInTerminal.tsx
export const findInThisTerminal = 'Find in this terminal'
export const closeTheSearch = 'Close the search'

// FirstTerminal.tsx
export const thisDeviceNeedsAYes = 'This device needs a yes first'
export const waitingForTheOtherDevice = 'Waiting for the other device…'
export const somebodyRefusedTerminals = 'Somebody refused terminals to this device. It can ask again in an hour.'
export const nobodyAnsweredInFive = 'Nobody answered in five minutes, so nothing was opened.'
export const askAgain = 'Ask again'

// KeyBar.tsx
export const keys = 'Keys'
export const paste = 'Paste'
export const thisBrowserDoesNotLet =
  'This browser does not let the page read the clipboard. Hold the screen and choose Paste there.'

// OpenClaude.tsx
export const claudeOpensHereWhenThe = 'Claude opens here when the turn is over'
export const openClaudeCodesOwnInterface = 'Open Claude Code’s own interface'
export const opensWhenTheTurnIs = 'Opens when the turn is over'
export const openClaudeHere = 'Open Claude here'
export const claudeWorksInThisSession = 'Claude works in this session'
export const oneOfThemWritesAt =
  'One of them writes at a time: the terminal opens once this turn is over. Meanwhile the conversation is read-only, and shows what happens in the terminal.'
export const cancel = 'Cancel'
export const stopTheTurnAndOpen = 'Stop the turn and open'
export const openWhenItIsOver = 'Open when it is over'

// OpenLink.tsx
export const thisLinkIsNotOpened = 'This link was not opened'
export const openThisLink = 'Open this link?'
export const close = 'Close'
export const open = 'Open'

// SelectText.tsx
export const selectText = 'Select text'
export const copyAll = 'Copy all'
export const done = 'Done'

// TerminalBar.tsx
export const closeTitle = (title: string) => `Close ${title}`
export const showOneTerminal = 'Show one terminal'
export const showTwoSideBySide = 'Show two side by side'
export const newShell = 'New shell'
export const besideTheConversation = 'Beside the conversation'
export const fullWidth = 'Full width'

// TerminalMenu.tsx
export const textAndReading = 'Text and reading'
export const largerText = 'Larger text'
export const smallerText = 'Smaller text'
export const newLinesAreReadOut = 'New lines are read out'
export const screenReaderMode = 'Screen reader mode'

// TerminalTab.tsx
export const whoMayOnlyLookHas = 'Accounts that can only look have no terminals.'
export const bothKeepRunningWhenYou = 'Both keep running when you close this tab.'
export const noTerminalOpen = 'No terminal open'
export const openTerminal = 'Open terminal'

// TerminalView.tsx
export const terminal = 'Terminal'
export const restart = 'Restart'
export const theSessionHostEndedUnexpectedly =
  'The session host ended unexpectedly, and this terminal with it. What it showed is gone.'
export const theTerminalRang = 'The terminal rang'
export const bell = 'Bell ·'
export const takeOver = 'Take over'
export const tryAgain = 'Try again'
export const find = 'Find'
export const copyTheSelection = 'Copy the selection'
export const connecting = 'Connecting…'
export const endedWithCode = (exitCode: string | number) => `Ended with code ${exitCode}`
export const endedBySignal = (signal: string) => `Ended by ${signal}`
export const sizedBy = (cols: number, rows: number, name: string) => `${cols} × ${rows} · sized by ${name}`
export const aProgramWantsToCopy = (characters: number, beginning: string) =>
  `${plural(characters, { one: 'A program wants to copy # character', other: 'A program wants to copy # characters' })}: ${beginning}`
export const copy = 'Copy'
export const notNow = 'Not now'
export const askingForTheTerminals = 'Asking for the terminals…'
