import { plural } from '#renderer/format/plural.ts'

// ServerFields.tsx
export const mcpServers = 'MCP servers'
export const addServer = 'Add an MCP server…'
export const newServer = 'New MCP server'
export const serverName = 'Name of the server'
export const kind = 'Kind'
export const program = 'A program on the workstation'
export const addressHttp = 'An address (HTTP)'
export const addressSse = 'An address (SSE)'
export const command = 'Command'
export const address = 'Address'
export const args = 'Arguments, one a line'
export const itsVariables = 'Its variables, NAME=value, one a line'
export const headers = 'Headers, Name: value, one a line'
export const secretsElsewhere = 'Secrets stand in the environment of the session: write ${NAME} here.'
export const runsWithEachStart = 'Runs on the workstation with each start of Claude Code:'
export const connectsTo = 'Claude Code connects to:'
export const add = 'Add'
export const cancel = 'Cancel'
export const remove = 'Remove'
export const removeOne = (nameText: string) => `Remove ${nameText}`

// SetupFields.tsx
export const variablesItNeeds = 'Variables it needs'
export const namesAlone = 'Names, one a line. Whoever starts with it fills in the values.'
export const allowedTools = 'Allowed tools'
export const rulesThatAllow =
  'One rule a line, as in Claude Code: Bash(npm test:*), Read. What is dangerous is asked about all the same.'
export const deniedTools = 'Denied tools'
export const rulesThatDeny = 'One rule a line. They are refused without a question.'
export const additionalFolders = 'Additional folders'
export const foldersOneALine = 'One a line. Claude may work in these as well.'
export const systemPrompt = 'System prompt'
export const behindItsOwn = 'Added to Claude Code’s own.'

// VariableFields.tsx
export const environment = 'Environment'
export const addVariable = 'Add a variable'
export const valuesAreHidden = 'Claude and what it runs see them. Values go into the vault and are never shown again.'
export const theVariable = 'the variable'
export const name = 'Name'
export const NAME = 'NAME'
export const value = 'value'
export const valueOf = (variable: string) => `Value of ${variable}`
export const inTheVault = 'In the vault'
export const replace = 'Replace…'
export const replaceOne = (variable: string) => `Replace ${variable}`

// setupDraft.ts
export const variables = (count: number) => plural(count, { one: '# variable', other: '# variables' })
export const servers = (count: number) => plural(count, { one: '# MCP server', other: '# MCP servers' })
export const toolRules = (count: number) => plural(count, { one: '# tool rule', other: '# tool rules' })
export const folders = (count: number) => plural(count, { one: '# folder', other: '# folders' })
export const aSystemPrompt = 'system prompt'
