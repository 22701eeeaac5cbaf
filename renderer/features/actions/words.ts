// ActionRow.tsx
export const runName = (nameText: string) => `Run ${nameText}`
export const showTheTerminalOf = (nameText: string) => `Show the terminal of ${nameText}`
export const removeName = (nameText: string) => `Remove ${nameText}`
export const stopName = (nameText: string) => `Stop ${nameText}`
export const lastOutput = 'Last output'

// ActionsSection.tsx
export const actions = 'Actions'
export const addAnActionOfYour = 'Add an action of your own'
export const noActionsScriptsOfPackage =
  'No actions. Scripts of package.json, Makefile, justfile and compose files show up here.'

// LookDialog.tsx
export const runQuestion = (nameText: string) => `Run ${nameText}?`
export const itComesFromAFile =
  'It comes from a file of this folder, which you do not trust. It runs on this machine with your rights.'
export const theFileIsTooLong = 'The file is too long to be shown whole, so this cannot be run from here.'
export const cancel = 'Cancel'
export const run = 'Run'

// OwnActionDialog.tsx
export const addAnAction = 'Add an action'
export const name = 'Name'
export const command = 'Command'
export const oneLineForTheShell = 'One line for the shell of the workstation. It runs in the folder of the session.'
export const save = 'Save'
