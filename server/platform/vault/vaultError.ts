import { HomeportError } from '#shared/errors.ts'

/** How to choose another vault, told with each failure. */
export const otherVault =
  'Secrets are kept nowhere else unless you choose it: start with --vault file, or set HOMEPORT_VAULT=file, or write ' +
  '"vault: file" into settings.yaml, for an encrypted file in the data directory.'

/** The vault cannot be used. Nothing was stored. */
export function vaultError(message: string, cause?: unknown): HomeportError {
  return new HomeportError('SETTINGS_001', message, { cause, details: { problem: 'unusable', key: 'vault' } })
}
