import path from 'node:path'
import { onTestFinished } from 'vitest'
import { openDatabase } from '#server/platform/files/database.ts'
import { systemClock } from '#server/platform/clock.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import { GitSecrets } from '#server/host/git/credentials/gitSecrets.ts'
import { StoredCredentials } from '#server/host/git/credentials/sessionCredentials.ts'
import { makeSshKey } from '#server/host/git/credentials/sshKey.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { SESSION, person } from './gitWorld.ts'

/** A key of one session for one host, in a vault, and what hands it out. */
export async function storedKey(host: string) {
  const folder = temporaryFolder()
  const database = openDatabase(path.join(folder, 'sessions.db'), migrations)
  onTestFinished(() => void database.close())
  const secrets = new GitSecrets(database, new MemoryVault())
  const credentials = new StoredCredentials({ secrets, dataDir: folder })
  onTestFinished(() => credentials.close())
  const { private_pem, public_text } = makeSshKey('homeport-test')
  const row = { user_id: person.user_id, kind: 'key', host, session_id: SESSION, username: '' } as const
  await secrets.keep({ ...row, public_key: public_text, added_at: systemClock.timestamp() }, private_pem)
  return { folder, credentials, private_pem, public_text, session_id: SESSION }
}
