import type { Storage } from '#shared/operations/resources.ts'

/** What each vault is, for people. */
export const vaults: Readonly<Record<Storage['vault']['kind'], string>> = {
  keychain: 'The system’s keychain',
  file: 'An encrypted file in the data directory',
  memory: 'Memory: secrets are gone when Homeport stops',
}
