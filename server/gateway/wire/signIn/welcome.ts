import type { UserId } from '#shared/ids.ts'
import { PROTOCOL_VERSION } from '#shared/operations/connection.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { scopesOf } from '../../kernel/authorise.ts'
import type { Caller } from '../../kernel/identity.ts'

/** What this server can do beyond protocol version 1; clients check before they use it. */
const capabilities: readonly string[] = ['files', 'tasks', 'terminals']

export interface WelcomeDeps {
  /** Of this server: a client that sees another one than before is older than an update. */
  readonly version: string
  readonly publicUser: (userId: UserId) => ResultOf<'connection.auth'>['user']
}

/** The answer to a socket that has signed in. */
export function welcome(
  deps: WelcomeDeps,
  caller: Extract<Caller, { kind: 'signed_in' }>,
  connectionId: string,
): ResultOf<'connection.auth'> {
  const { actor } = caller.identity
  return {
    // With what this device may do here, which can be less than what its person may do elsewhere.
    user: { ...deps.publicUser(actor.user_id), role: actor.role },
    connection_id: connectionId,
    protocol_version: PROTOCOL_VERSION,
    version: deps.version,
    capabilities: [...capabilities],
    scopes: scopesOf(caller),
  }
}
