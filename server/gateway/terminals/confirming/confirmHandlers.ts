import { HomeportError } from '#shared/errors.ts'
import { isNoticeFor } from '../../access/access.ts'
import { isThisMachine, unreached } from '../../kernel/authorise.ts'
import { type GatewayHandlers, actorOf } from '../../kernel/call.ts'
import { type Caller, type Credential, isGranted } from '../../kernel/identity.ts'
import type { Confirmations } from './confirmations.ts'
import type { KnownDevices } from './knownDevices.ts'
import { mayAnswerFrom } from './terminalGate.ts'

export type ConfirmingRow = 'terminal.confirmations' | 'terminal.confirm' | 'terminal.forget_device'

export interface ConfirmHandlersDeps {
  readonly confirmations: Pick<Confirmations, 'list' | 'answer' | 'stateOf'>
  readonly known: Pick<KnownDevices, 'has' | 'remove' | 'ids'>
  readonly isAsked: () => boolean
  /** Whose a sign-in or a token is; null: it is over. */
  readonly holderOf: (id: string) => { readonly credential: Credential; readonly user_id: string } | null
  readonly closeSockets: (credential: Credential) => void
}

/** What those who say yes ask, and what a device asks that waits. */
export function createConfirmHandlers(deps: ConfirmHandlersDeps): Pick<GatewayHandlers, ConfirmingRow> {
  const { confirmations, known, isAsked, holderOf, closeSockets } = deps
  const seenBy = (caller: Caller, id: string) => {
    const holder = holderOf(id)
    return holder !== null && isNoticeFor(actorOf(caller), holder) ? holder : null
  }
  return {
    'terminal.confirmations': (_params, { caller }) => ({
      own: caller.kind === 'signed_in' ? confirmations.stateOf(caller.identity.credential) : 'known',
      asked: isAsked(),
      waiting: confirmations.list(mayAnswerFrom(caller, known)),
      known: known.ids().filter((id) => seenBy(caller, id) !== null),
    }),
    'terminal.confirm': ({ id, decision }, { caller }) => {
      const { device_name } = confirmations.answer(id, decision, mayAnswerFrom(caller, known))
      return { success: true, device_name }
    },
    'terminal.forget_device': ({ id }, { caller }) => {
      if (!mayForget(caller)) {
        throw unreached('manage')
      }
      const holder = seenBy(caller, id)
      if (holder === null || !known.remove(id)) {
        throw new HomeportError('DEVICE_001', 'There is no such device, or it has to be confirmed already.')
      }
      closeSockets(holder.credential)
      return { success: true }
    },
  }
}

/** A program with a token must not lock its person out of their terminals. */
function mayForget(caller: Caller): boolean {
  return (
    isThisMachine(caller) ||
    (caller.kind === 'signed_in' &&
      (caller.identity.credential.kind === 'sign_in' || isGranted(caller.identity.scopes, 'manage')))
  )
}
