// InsertButtons.tsx
export const nameAFile = 'Name a file (@)'
export const runACommand = 'Run a command (/)'

// OtherDraft.tsx
export const draftOfAnotherDevice = 'Draft of another device'
export const onAnotherDeviceYouWrote = 'On another device you wrote something else here:'
export const addItBelow = 'Add it below'
export const discardIt = 'Discard it'

// attaching/AttachButton.tsx
export const attachLIMITS = (lIMITS: string) => `Attach ${lIMITS}`
export const attachImagesOrTexts = 'Attach images or texts'

// attaching/AttachingFiles.tsx
export const attachedFiles = 'Attached files'
export const removeName = (name: string) => `Remove ${name}`
export const uploading = 'Uploading…'

// attaching/limits.ts
export const imagesAndTextsUpTo = (images: number, texts: number) =>
  `images up to ${images}\u00A0MiB, texts up to ${texts}\u00A0MiB`

// completion/CompletionMenu.tsx
export const commands = 'Commands'
export const onlyInTheTerminal = 'Only in the terminal'

// completion/useCompletions.ts
export const commandsAreListedOnceThe = 'Commands are listed once the session runs.'
export const askingClaudeCode = 'Asking Claude Code…'
export const noSuchCommand = 'No such command.'
export const claudeCodeListsItsCommands = 'Claude Code lists its commands while it runs. The next message starts it.'
export const lookingForFiles = 'Looking for files…'
export const noFileMatches = 'No file matches.'
export const thereAreMoreTypeOn = 'There are more. Type on to narrow them down.'

// attaching/attach.ts
/** The name of a file. */
export const pastedText = 'Pasted text.txt'
export const attachedAlready = (name: string) => `${name} is attached already.`
export const largerThanAllowed = 'Larger than 10 MiB. Put it into the folder and name it with @.'
export const files = 'Files'
