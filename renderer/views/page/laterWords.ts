// PersonMenu.tsx
export const you = 'You'
export const themeSignOutAndMore = '(theme, sign out and more)'
export const claudeCode = 'Claude Code'
export const claudeCodeVersion = (version: string) => `Claude Code ${version}`
export const tasks = 'Tasks'
export const devices = 'Devices'
export const remoteAccess = 'Remote access'
export const auditLog = 'Audit log'
export const approvals = 'Approvals'
export const archivedSessions = 'Archived sessions'
export const usage = 'Usage'
export const settings = 'Settings'
export const theme = 'Theme'
export const signOut = 'Sign out'
export const asTheSystem = 'As the system'
export const light = 'Light'
export const dark = 'Dark'

// RemoveButton.tsx
export const remove = 'Remove'
