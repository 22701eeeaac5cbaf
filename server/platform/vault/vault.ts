/** Where secrets rest. One small interface; the person chooses which (`keychain` unless they said otherwise). */
export interface Vault {
  readonly kind: VaultKind
  /**
   * The secret, or null when none is kept.
   * @throws HomeportError SETTINGS_001 when the vault cannot be used, saying why and how to choose another.
   */
  get(name: string): Promise<string | null>
  /** Replaces what was there. Never falls back to another vault. */
  set(name: string, secret: string): Promise<void>
  /** No-op when absent. */
  delete(name: string): Promise<void>
  /** null when usable; else what is wrong and how to choose another vault. Leaves nothing behind. */
  problem(): Promise<string | null>
}

export type VaultKind = 'keychain' | 'file' | 'memory'
