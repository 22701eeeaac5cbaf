import type { ReactNode } from 'react'
import { sentence } from '#renderer/format/sentence.ts'

// MachineSettings.tsx
export const readingTheSettings = 'Reading the settings…'
export const tryAgain = 'Try again'
export const theFileCannotBeUsed = (problem: string) =>
  `The file cannot be used, so what it said before goes on holding. ${problem}`
export const theyAreKeptInFile = (file: ReactNode) =>
  sentence`They are kept in ${file}; what you write there holds within seconds. Secrets are not among them: they are kept in the vault.`

// OwnSettings.tsx
export const theme = 'Theme'
export const lightDarkOrWhatThe = 'Light, dark, or what the system says.'
export const model = 'Model'
export const newSessionsBeginWithIt = 'New sessions begin with it, unless another was used last in their folder.'
export const permissions = 'Permissions'
export const newSessionsBeginWithThem =
  'New sessions begin with them, unless others were used last in their folder. Skipping all approvals has to be chosen each time.'
export const effort = 'Effort'
export const howMuchClaudeThinksBefore =
  'How much Claude thinks before it answers. New sessions begin with it where their model takes it, unless another was used last in their folder.'
export const offline = 'Offline'
export const readWithoutAConnection = 'Read without a connection, on this device'
export const theLastConversationsStayHere = (most: number, days: number) =>
  `The last ${most} conversations you read stay here for ${days} days, encrypted with a key that signing out destroys. Off: they are deleted.`
export const shortcutsOfASingleKey = 'Shortcuts of a single key'
export const theyNeverWorkWhileSomething =
  'They never work while something is being written. Press ? to see all shortcuts.'

// SettingControl.tsx
export const noneCommasBetweenSeveral = 'none; commas between several'

// SettingRow.tsx
export const save = 'Save'
export const cancel = 'Cancel'
export const resetLabelToItsDefault = (label: string) => `Reset ${label} to its default`
export const reset = 'Reset'
export const thereCommand = (command: ReactNode) => sentence`There: ${command}`
export const savedItTakesEffectWhen = 'Saved. It takes effect when Homeport is started again.'

// SettingsNav.tsx
export const groupsOfSettings = 'Groups of settings'
export const all = 'All'
export const yours = 'Yours'
export const thisProgram = 'This program'
export const thisMachine = 'This machine'

// groups.ts
export const appearance = 'Appearance'
export const notifications = 'Notifications'
export const gitCredentials = 'Git credentials'
export const newSessions = 'New sessions'
export const shortcuts = 'Shortcuts'

// ownControls.tsx
export const asTheSystem = 'As the system'
export const light = 'Light'
export const dark = 'Dark'
export const defaultPermissions = 'Default permissions'

// MailPassword.tsx
export const mailPassword = 'Password for the mail server'
export const aboutMailPassword = 'Of the user above. It goes to the vault, and is never shown.'
export const aPasswordIsKept = 'The vault holds one.'
export const noPasswordIsKept = 'The vault holds none.'
export const anotherOne = 'another one'
export const savePassword = 'Save password'
export const deletePassword = 'Delete password'

// settingText.ts
export const settingsCommand = (key: string) => `homeport settings set ${key} VALUE`
export const defaultIs = (value: string) => `default: ${value}`
export const defaultIsUnset = 'default: unset'
export const byDefault = 'Default'
export const fromSettingsFile = (line: number, otherwise: string) => `From settings.yaml, line ${line} · ${otherwise}`
export const fromVariable = (name: string, otherwise: string) => `From ${name} · ${otherwise}`
export const aChangeHoldsAtOnce = 'A change holds at once.'
export const aChangeHoldsForEvery = 'A change holds for every Claude Code that starts from then on.'
export const aChangeHoldsAfterHomeport = 'A change holds after Homeport is started again.'
export const unset = 'unset'
