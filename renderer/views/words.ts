import { plural } from '#renderer/format/plural.ts'
// EndingTasks.tsx
export const backgroundTasksThatWouldEnd = (tasks: number) =>
  plural(tasks, {
    one: 'This runs in the background and would end:',
    other: 'These run in the background and would end:',
  })

// FolderEntries.tsx
export const whatThisFolderBrings = 'What this folder brings'

// LoadOlder.tsx
export const showOlderSessions = 'Show older sessions'

// approvalLine.ts
export const approveAPlan = 'Approve a plan'

// trustText.ts
export const runsByItselfHooks = 'Runs by itself (hooks)'
export const startsProgramsOrConnectsTo = 'Starts programs or connects to servers (MCP)'
export const runsHelpers = 'Runs helpers'
export const allowsOrForbidsWithoutAsking = 'Allows or forbids without asking'
export const setsVariables = 'Sets variables'
export const also = 'Also'
export const folder = 'Folder'
export const thisFolderBringsNothingFor =
  'This folder brings nothing for Claude Code that runs or allows anything by itself.'
export const folderTrusted = 'Folder trusted'
export const whatThisFolderBringsFor = 'What this folder brings for Claude Code is in force: you trusted it as it is.'
export const folderNotTrusted = 'Folder not trusted'
export const whatThisFolderBringsForClaude =
  'What this folder brings for Claude Code is not in force: nobody has said yes to it.'
export const folderChanged = 'Folder changed'
export const whatThisFolderBringsForClaudeCode =
  'What this folder brings for Claude Code has changed since you trusted it. None of it is in force now.'
