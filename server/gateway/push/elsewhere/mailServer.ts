import type { Settings } from '#server/platform/settings/settings.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { MailServer } from './mail.ts'

/** Under which name the vault holds the password of the mail server. */
export const MAIL_PASSWORD = 'mail-password'

/** null: the owner named none. @throws HomeportError SETTINGS_001 when the vault cannot be used. */
export async function mailServerOf(settings: Settings['notifications'], vault: Vault): Promise<MailServer | null> {
  const { mail_server: server, mail_from: from, mail_user: user, private_hosts: privateHosts } = settings
  if (server === null || from === null) {
    return null
  }
  const password = user === null ? null : await vault.get(MAIL_PASSWORD)
  return { url: new URL(server), from, user, password, privateHosts }
}
