// App.tsx
export const loading = 'Loading…'
export const thisPageCouldNotBe = 'This page could not be drawn'
export const nothingWasLostYourSessions = 'Nothing was lost; your sessions go on.'
export const reloadThePage = 'Reload the page'

// Shell.tsx
export const theListOfSessionsCould = 'The list of sessions could not be fetched. Nothing was lost.'
export const sidebar = 'Sidebar'

// pages.ts
export const needsYou = 'Needs you'
export const session = 'Session'
export const newSession = 'New session'
export const archived = 'Archived'
export const approvals = 'Approvals'
export const remoteAccess = 'Remote access'
export const setUpHomeport = 'Set up Homeport'
export const devices = 'Devices'
export const auditLog = 'Audit log'
export const settings = 'Settings'
export const claudeCode = 'Claude Code'
export const tasks = 'Tasks'
export const history = 'History'
export const usage = 'Usage'
export const machine = 'Machine'
export const logs = 'Logs'
export const updates = 'Updates'
export const pairThisDevice = 'Pair this device'
export const qrCode = 'QR code'
export const noSuchPage = 'No such page'

// startPage.ts
export const titleOf = (name: string) => `${name} · Homeport`

// composed/SessionColumn.tsx
export const openingTheConversation = 'Opening the conversation…'

// composed/SessionFooter.tsx
export const youCanOnlyLook = 'You can only look.'
