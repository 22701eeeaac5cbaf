import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'

export type Credentials = ResultOf<'git_credential.list'>
export type Credential = Credentials['credentials'][number]

/** With what the person's sessions sign in to Git hosts. */
export const credentials = queries.define<Credentials>({
  key: 'git_credential.list',
  fetch: () => connection.client.call('git_credential.list', {}),
  needs: 'drive',
})

/** @throws HomeportError as the workstation refuses. */
export async function keepToken(token: InputOf<'git_credential.set'>): Promise<void> {
  await connection.client.call('git_credential.set', token)
  await credentials.refresh()
}

/** @throws HomeportError as the workstation refuses. */
export async function makeKey(asked: InputOf<'git_credential.make_key'>): Promise<void> {
  await connection.client.call('git_credential.make_key', asked)
  await credentials.refresh()
}

/** @throws HomeportError as the workstation refuses. */
export async function removeCredential({ kind, host, session_id }: Credential): Promise<void> {
  const of = session_id === null ? {} : { session_id }
  await connection.client.call('git_credential.remove', { kind, host, ...of })
  await credentials.refresh()
}
