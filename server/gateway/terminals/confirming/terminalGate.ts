import { isNoticeFor } from '../../access/access.ts'
import type { Call, RequestOperationName } from '../../kernel/call.ts'
import { isThisMachine } from '../../kernel/authorise.ts'
import type { Caller, Credential } from '../../kernel/identity.ts'
import type { AskingDevice, Confirmations } from './confirmations.ts'
import type { KnownDevices } from './knownDevices.ts'

/** What gives a device a shell, by whatever name. */
const GATED: ReadonlySet<RequestOperationName> = new Set<RequestOperationName>([
  'terminal.start',
  'terminal.ticket',
  'exec.run',
  'exec.stream',
  'exec.start',
  'project_action.run',
])

export interface TerminalGateDeps {
  readonly confirmations: Pick<Confirmations, 'ask'>
  readonly known: Pick<KnownDevices, 'has' | 'add'>
  readonly isAsked: () => boolean
  readonly timestamp: () => string
  readonly deviceOf: (credential: Credential) => string
}

export interface TerminalGate {
  /** Before what was admitted is done. @throws HomeportError AUTH_006 while the device waits for a yes. */
  pass(name: RequestOperationName, call: Call): void
}

/** Stands before the first terminal of each device. Who opens one while nobody is to be asked is known from then on. */
export function createTerminalGate(deps: TerminalGateDeps): TerminalGate {
  const passDevice = (call: Call): void => {
    const { caller } = call
    if (caller.kind !== 'signed_in' || deps.known.has(caller.identity.credential)) {
      return
    }
    const { credential, actor } = caller.identity
    if (!deps.isAsked() || isThisMachine(caller)) {
      deps.known.add(credential, deps.timestamp())
      return
    }
    const user = { id: actor.user_id, username: actor.username }
    deps.confirmations.ask({ credential, user, device_name: deps.deviceOf(credential), address: call.address })
  }
  return {
    pass: (name, call) => {
      if (GATED.has(name)) {
        passDevice(call)
      }
    },
  }
}

/**
 * Whether a caller may say yes for a device: at the machine itself always; else from another device, of the same person or of an
 * owner, that has had terminals itself. Never a program with a token: it would answer by itself.
 */
export function mayAnswerFrom(
  caller: Caller,
  known: Pick<KnownDevices, 'has'>,
): (device: Pick<AskingDevice, 'credential' | 'user'>) => boolean {
  if (isThisMachine(caller)) {
    return ({ credential }) => caller.kind !== 'signed_in' || credential.id !== caller.identity.credential.id
  }
  if (caller.kind !== 'signed_in' || caller.identity.credential.kind !== 'sign_in') {
    return () => false
  }
  const { credential, actor } = caller.identity
  const isKnown = known.has(credential)
  return (device) =>
    isKnown && device.credential.id !== credential.id && isNoticeFor(actor, { user_id: device.user.id })
}
