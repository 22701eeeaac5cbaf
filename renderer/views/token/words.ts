// TokenEntry.tsx
export const skAnt = 'sk-ant-…'
export const tryingIt = 'Trying it…'
export const itWorks = 'It works'
export const itWorksFor = (organization: string) => `It works: ${organization}`

// TokenForm.tsx
export const theWorkstationsKeychain = "the workstation's keychain"
export const anEncryptedFileOnThe = 'an encrypted file on the workstation'
export const theWorkstationsMemoryUntilHomeport = "the workstation's memory, until Homeport stops"
export const replaceTheApiToken = 'Replace the API token'
export const apiToken = 'API token'
export const itGoesToVaultAnd = (vault: string) => `It goes to ${vault} and nowhere else.`
export const saveToken = 'Save token'
export const removeTheToken = 'Remove the token'
export const theTokenIsKeptYour = 'The token is kept. Your sessions use it from their next turn on.'
export const theTokenIsRemoved = 'The token is removed.'

// VaultProblem.tsx
export const unlockOrStartTheKeychain =
  'Unlock or start the keychain and check again. Or choose an encrypted file instead; its key lies beside it, readable only by your account:'
export const homeportStartVaultFile = 'homeport start --vault file'
export const command = 'Command'
export const orKeepTokensInMemory = 'Or keep tokens in memory only, until Homeport stops:'
export const homeportStartVaultMemory = 'homeport start --vault memory'
export const checkAgain = 'Check again'

// claudeToken.ts
export const theApiDoesNotAccept = 'The API does not accept this token.'
