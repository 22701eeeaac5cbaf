import { HomeportError } from '#shared/errors.ts'
import type { RequestOrigin } from '../../kernel/call.ts'
import type { ListenerKind } from '../../kernel/identity.ts'
import type { Guard } from '../../kernel/ports/guard.ts'
import type { Identity } from '../../kernel/identity.ts'
import type { Dispatch } from '../../kernel/dispatch.ts'
import { authenticationFailed, notSignedIn } from '../frames/errorFrames.ts'

export interface IdentifyFrameDeps {
  readonly guard: Pick<Guard, 'identifyToken'>
  readonly dispatch: Pick<Dispatch, 'admit'>
  readonly listener: ListenerKind
  /** Where the socket comes from. */
  readonly origin: RequestOrigin
  /** Completes the cookie that came with the upgrade; null: none did that needs it. */
  readonly prove: ((proof: string) => Promise<Identity>) | null
}

/** Who an `auth` frame proves to be there. @throws HomeportError WS_001 saying why nobody, WS_002 for the parameters. */
export async function identifyFrame(input: unknown, deps: IdentifyFrameDeps): Promise<Identity> {
  const { guard, dispatch, listener, origin, prove } = deps
  const shown = dispatch.admit('connection.auth', input, { kind: 'anonymous', listener })
  try {
    if ('token' in shown) {
      return await guard.identifyToken(shown.token, origin.address)
    }
    if (prove !== null) {
      return await prove(shown.proof)
    }
  } catch (error) {
    throw error instanceof HomeportError ? authenticationFailed(error) : error
  }
  throw notSignedIn()
}
