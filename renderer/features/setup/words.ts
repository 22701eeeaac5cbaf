import { plural } from '#renderer/format/plural.ts'

// mcpServers.ts
export const statuses = {
  connected: 'Connected',
  pending: 'Connecting…',
  needs_sign_in: 'Wants you to sign in',
  failed: 'Does not work',
  disabled: 'Switched off',
  not_started: 'Starts with the session',
  unknown: 'Not known',
} as const

// ServerStates.tsx
export const none = 'None'
export const tools = (count: number) => plural(count, { one: '# tool', other: '# tools' })
export const notOfSession = 'of the folder or the machine'
export const signIn = 'Sign in…'
export const signInTo = (server: string) => `Sign in to ${server}`
export const reconnect = 'Reconnect'
export const reconnectTo = (server: string) => `Reconnect ${server}`

// ServerSignIn.tsx
export const asking = 'Asking the server…'
export const openPage = (host: string) => `Open the sign-in page of ${host}`
export const endedAt = 'Address on which it ended'
export const onlyElsewhere =
  'Only where your browser ends on a page that cannot be opened (localhost): copy its address here.'
export const signedIn = 'I have signed in'
export const isSignedIn = 'It is signed in already.'
export const cancel = 'Cancel'

// SetupDialog.tsx
export const setupOfSession = 'Set-up of this session'
export const countsAfterTurn =
  'Model, permissions and effort change at once. What is here counts from the next start of Claude Code: when the turn that runs is over. The conversation goes on.'
export const countsAfterSave =
  'Model, permissions and effort change at once. What is here counts from the next start of Claude Code: right after you save. The conversation goes on.'
export const save = 'Save'
export const saving = 'Saving…'

// SetupSection.tsx
export const setUp = 'Set-up'
export const environment = 'Environment'
export const allowedTools = 'Allowed tools'
export const deniedTools = 'Denied tools'
export const additionalFolders = 'Additional folders'
export const systemPrompt = 'System prompt'
export const serverNamed = (name: string) => `Server ${name}`
export const mcpServers = 'MCP servers'
export const change = 'Change the set-up…'
