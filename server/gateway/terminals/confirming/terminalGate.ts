import type { Actor } from '#shared/operations/session.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { isNoticeFor } from '../../access/access.ts'
import type { Call, RequestOperationName } from '../../kernel/call.ts'
import { isThisMachine } from '../../kernel/authorise.ts'
import type { Caller, Credential } from '../../kernel/identity.ts'
import type { AskingDevice, Confirmations } from './confirmations.ts'
import type { KnownDevices } from './knownDevices.ts'
import { startsProgram, templateNamed, templateStartsProgram } from './startsProgram.ts'

export interface TerminalGateDeps {
  readonly confirmations: Pick<Confirmations, 'ask'>
  readonly known: Pick<KnownDevices, 'has' | 'add'>
  readonly isAsked: () => boolean
  readonly timestamp: () => string
  readonly deviceOf: (credential: Credential) => string
  /** Those that a person sees: the host alone knows what is in them. */
  readonly templatesOf: (actor: Actor) => Promise<ResultOf<'template.list'>['templates']>
}

export interface TerminalGate {
  /**
   * Before what was admitted is done, with its checked parameters. What it returns is waited for; undefined: nothing is, so that
   * requests of one socket stay in order.
   * @throws HomeportError AUTH_006 while the device waits for a yes.
   */
  pass(name: RequestOperationName, params: unknown, call: Call): Promise<void> | undefined
}

/**
 * Stands before the first terminal of each device, and before whatever else has a program run that the device names. Who does
 * so while nobody is to be asked is known from then on.
 */
export function createTerminalGate(deps: TerminalGateDeps): TerminalGate {
  const passDevice = (call: Call): void => {
    const { caller } = call
    if (caller.kind !== 'signed_in' || deps.known.has(caller.identity.credential)) {
      return
    }
    const { credential, actor } = caller.identity
    if (!waits(deps, caller)) {
      deps.known.add(credential, deps.timestamp())
      return
    }
    const user = { id: actor.user_id, username: actor.username }
    deps.confirmations.ask({ credential, user, device_name: deps.deviceOf(credential), address: call.address })
  }
  const passTemplate = async (template: string, actor: Actor, call: Call): Promise<void> => {
    if (templateStartsProgram(template, await deps.templatesOf(actor))) {
      passDevice(call)
    }
  }
  return {
    pass: (name, params, call) => {
      if (startsProgram(name, params)) {
        passDevice(call)
      }
      const template = templateNamed(name, params)
      const { caller } = call
      // Looked at for those alone who would have to wait.
      return template !== null && caller.kind === 'signed_in' && waits(deps, caller)
        ? passTemplate(template, caller.identity.actor, call)
        : undefined
    },
  }
}

function waits(
  { isAsked, known }: Pick<TerminalGateDeps, 'isAsked' | 'known'>,
  caller: Extract<Caller, { kind: 'signed_in' }>,
): boolean {
  return isAsked() && !isThisMachine(caller) && !known.has(caller.identity.credential)
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
