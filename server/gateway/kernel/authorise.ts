import { HomeportError } from '#shared/errors.ts'
import type { Operation, Scope } from '#shared/operations/operation.ts'
import { type Caller, isGranted } from './identity.ts'

/**
 * Lets a caller pass to an operation, or says why not.
 * @throws HomeportError AUTH_002 when nobody is signed in, AUTH_006 when the credential does not reach.
 */
export function authorise(operation: Pick<Operation, 'scope' | 'listener' | 'command_line'>, caller: Caller): void {
  const { scope } = operation
  if (operation.listener === 'loopback' && caller.kind !== 'local' && caller.listener === 'remote') {
    throw unreached('local')
  }
  if (scope === 'public') {
    return
  }
  if (scope === 'local' || caller.kind === 'local') {
    if ((scope === 'local' || operation.command_line === true) && isThisMachine(caller)) {
      return
    }
    throw unreached(scope)
  }
  if (caller.kind === 'anonymous') {
    throw new HomeportError('AUTH_002', 'You are not signed in. Open a new sign-in link (homeport start prints one).')
  }
  if (!isGranted(caller.identity.scopes, scope)) {
    throw unreached(scope)
  }
}

/** The scopes that `authorise` lets a signed-in caller pass with, over HTTP and the socket. */
export function scopesOf(caller: Extract<Caller, { kind: 'signed_in' }>): Scope[] {
  const granted = (['read', 'drive', 'manage'] as const).filter((scope) => isGranted(caller.identity.scopes, scope))
  return isThisMachine(caller) ? [...granted, 'local'] : granted
}

/** The command line, or the owner's browser: signed in by a link of this machine, asking over loopback. */
export function isThisMachine(caller: Caller): boolean {
  return (
    caller.kind === 'local' ||
    (caller.kind === 'signed_in' &&
      caller.listener === 'loopback' &&
      caller.identity.is_local_browser === true &&
      caller.identity.actor.role === 'owner')
  )
}

/** The refusal of a credential that lacks a scope. */
export function unreached(scope: Operation['scope']): HomeportError {
  const message =
    scope === 'local'
      ? 'This can only be done on the machine itself, with the homeport command or its window.'
      : `This credential may not do that: it lacks the scope "${scope}". Use another token, or ask the owner.`
  return new HomeportError('AUTH_006', message, { details: { needed_scope: scope } })
}
