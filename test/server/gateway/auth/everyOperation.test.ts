import { describe, expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import type { Scope } from '#shared/operations/operation.ts'
import { type OperationName, operations } from '#shared/operations/table.ts'
import { authorise } from '#server/gateway/kernel/authorise.ts'
import { type Caller, roleScopes, withinRole } from '#server/gateway/kernel/identity.ts'
import type { ListenerKind } from '#server/gateway/kernel/identity.ts'
import { UserId } from '#shared/ids.ts'

const actor = { user_id: UserId.parse('u'), username: 'u', role: 'owner' } as const

function signedIn(scopes: readonly ('read' | 'drive' | 'manage')[], listener: ListenerKind = 'loopback'): Caller {
  return { kind: 'signed_in', identity: { actor, scopes, credential: { kind: 'personal_token', id: 't' } }, listener }
}

/** The owner's browser, signed in by a link of this machine; or somebody with the like. */
function browser(listener: ListenerKind, role: 'owner' | 'member' = 'owner'): Caller {
  const credential = { kind: 'sign_in', id: 's' } as const
  const scopes = roleScopes(role)
  return {
    kind: 'signed_in',
    identity: { actor: { ...actor, role }, scopes, credential, is_local_browser: true },
    listener,
  }
}

function codeOf(pass: () => void): string {
  try {
    pass()
    return 'passed'
  } catch (error) {
    return error instanceof HomeportError ? error.code : String(error)
  }
}

const callers = {
  anonymous: { kind: 'anonymous', listener: 'loopback' },
  read: signedIn(['read']),
  drive: signedIn(['drive']),
  manage: signedIn(['manage']),
  manage_remote: signedIn(['manage'], 'remote'),
  local_browser: browser('loopback'),
  local_browser_remote: browser('remote'),
  local_member: browser('loopback', 'member'),
  local: { kind: 'local', actor },
} as const satisfies Record<string, Caller>

/** Who may pass, by the row's scope. Everything not named here is refused. */
const allowed: Readonly<Record<Scope, readonly (keyof typeof callers)[]>> = {
  public: [
    'anonymous',
    'read',
    'drive',
    'manage',
    'manage_remote',
    'local_browser',
    'local_browser_remote',
    'local_member',
    'local',
  ],
  read: ['read', 'drive', 'manage', 'manage_remote', 'local_browser', 'local_browser_remote', 'local_member'],
  drive: ['drive', 'manage', 'manage_remote', 'local_browser', 'local_browser_remote', 'local_member'],
  manage: ['manage', 'manage_remote', 'local_browser', 'local_browser_remote'],
  local: ['local', 'local_browser'],
}

describe.each(Object.keys(operations) as OperationName[])('%s', (name) => {
  const { scope } = operations[name]
  const isLoopbackOnly = 'listener' in operations[name]
  const isForCommandLine = 'command_line' in operations[name]
  test.each(Object.keys(callers) as (keyof typeof callers)[])('asked by %s', (caller) => {
    const refusal = caller === 'anonymous' && scope !== 'local' ? 'AUTH_002' : 'AUTH_006'
    expect(codeOf(() => authorise(operations[name], callers[caller]))).toBe(
      (allowed[scope].includes(caller) || (caller === 'local' && isForCommandLine)) &&
        !(isLoopbackOnly && caller.endsWith('_remote'))
        ? 'passed'
        : refusal,
    )
  })
})

test('no row that changes anything is open to readers or strangers, but signing in and out, oneself and own devices', () => {
  const writing = Object.entries(operations).filter(([, row]) => 'audit' in row)
  const open = writing.filter(([, row]) => row.scope === 'public' || row.scope === 'read').map(([name]) => name)
  // Audited because of what they show; they change nothing.
  const shown = ['file.read', 'file.archive', 'file.search', 'file.download']
  expect(open.filter((name) => !name.startsWith('auth.') && !shown.includes(name))).toEqual([
    'device.revoke',
    'pairing.create',
    'pairing.confirm',
    'pairing.cancel',
    'preferences.set',
    'notifications.set',
    'push.subscribe',
    'push.unsubscribe',
    'notifications.remove_address',
  ])
})

test('a token never reaches beyond the role of its owner', () => {
  expect(withinRole(['manage'], 'viewer')).toEqual(['read'])
  expect(withinRole(['drive'], 'viewer')).toEqual(['read'])
  expect(withinRole(['manage'], 'member')).toEqual(['read', 'drive'])
  expect(withinRole(['read'], 'owner')).toEqual(['read'])
  expect(withinRole([], 'owner')).toEqual([])
  expect(roleScopes('owner')).toContain('manage')
})
