import type { Storage } from '#shared/operations/resources.ts'
import * as words from './words.ts'

/** What each vault is, for people. */
export const vaults: Readonly<Record<Storage['vault']['kind'], string>> = {
  keychain: words.theSystemsKeychain,
  file: words.anEncryptedFileInThe,
  memory: words.memorySecretsAreGoneWhen,
}
