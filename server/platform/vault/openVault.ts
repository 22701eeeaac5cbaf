import type { Paths } from '../files/paths.ts'
import { FileVault } from './fileVault.ts'
import { KeychainVault } from './keychainVault.ts'
import { MemoryVault } from './memoryVault.ts'
import type { Vault, VaultKind } from './vault.ts'

export interface OpenVaultOptions {
  readonly kind: VaultKind
  readonly paths: Pick<Paths, 'dataDir' | 'vaultFile' | 'vaultKey'>
}

/** The vault the person chose, and never another one. Touches nothing yet: ask `problem()` whether it can be used. */
export function openVault({ kind, paths }: OpenVaultOptions): Vault {
  switch (kind) {
    case 'keychain':
      return new KeychainVault({ dataDir: paths.dataDir })
    case 'file':
      return new FileVault({ vaultFile: paths.vaultFile, keyFile: paths.vaultKey })
    case 'memory':
      return new MemoryVault()
  }
}
