import type { Database } from 'better-sqlite3'
import type { Credential } from '../../kernel/identity.ts'

/** Credentials that were ever used through the remote listener. */
export interface RemoteCredentialStore {
  /** Cheap when it is known. */
  note(credential: Credential): void
  /** All of them and `more`, each once; they are forgotten. */
  take(more: readonly Credential[]): Credential[]
}

export function createRemoteCredentialStore(database: Database): RemoteCredentialStore {
  const insert = database.prepare<[string, string]>('INSERT OR IGNORE INTO remote_credentials (kind, id) VALUES (?, ?)')
  const select = database.prepare<[], Credential>('SELECT kind, id FROM remote_credentials')
  const remove = database.prepare<[]>('DELETE FROM remote_credentials')
  const known = new Set<string>()

  return {
    note: (credential) => {
      const name = nameOf(credential)
      if (!known.has(name)) {
        known.add(name)
        insert.run(credential.kind, credential.id)
      }
    },
    take: (more) => {
      const all = new Map([...select.all(), ...more].map((one) => [nameOf(one), one]))
      known.clear()
      remove.run()
      return [...all.values()]
    },
  }
}

function nameOf({ kind, id }: Credential): string {
  return `${kind} ${id}`
}
