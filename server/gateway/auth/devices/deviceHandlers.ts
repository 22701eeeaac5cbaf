import { HomeportError } from '#shared/errors.ts'
import type { Device } from '#shared/operations/device.ts'
import { whoseSignIns } from '../../access/access.ts'
import { type Call, type GatewayHandlers, actorOf } from '../../kernel/call.ts'
import type { PersonalToken, PersonalTokenStore } from '../store/personalTokens.ts'
import type { SignIn, SignInStore } from '../store/signIns.ts'
import type { UserStore } from '../store/users.ts'
import { unreached } from '../../kernel/authorise.ts'
import { deviceName } from './deviceName.ts'
import { isGranted } from '../../kernel/identity.ts'
import type { Notices } from './notices.ts'
import type { Revoke } from './revoke.ts'

export interface DeviceHandlersDeps {
  readonly users: UserStore
  readonly signIns: SignInStore
  readonly personalTokens: PersonalTokenStore
  readonly notices: Pick<Notices, 'list'>
  readonly revoke: Revoke
}

export function createDeviceHandlers(deps: DeviceHandlersDeps): Pick<GatewayHandlers, 'device.list' | 'device.revoke'> {
  const { signIns, personalTokens, notices, revoke } = deps
  return {
    'device.list': (_params, call) => {
      const whose = whoseSignIns(actorOf(call.caller))
      const current = call.caller.kind === 'signed_in' ? call.caller.identity.credential.id : null
      const devices = [...signIns.list(whose).map(ofSignIn), ...personalTokens.list(whose).map(ofToken)]
      return {
        devices: devices.map((found) => named(found, { users: deps.users, current })),
        notices: notices.list(whose).map(({ at, message }) => ({ at: iso(at), message })),
      }
    },
    'device.revoke': ({ id }, call) => {
      const whose = whoseSignIns(actorOf(call.caller))
      if (!mayRevoke(call)) {
        throw unreached('manage')
      }
      if (whose !== null && ![...signIns.list(whose), ...personalTokens.list(whose)].some((one) => one.id === id)) {
        throw gone()
      }
      if (!revoke({ kind: 'sign_in', id }) && !revoke({ kind: 'personal_token', id })) {
        throw gone()
      }
      return { success: true }
    },
  }
}

/** People end what is theirs. A program with a token of less than `manage` must not sign its person out. */
function mayRevoke({ caller }: Call): boolean {
  return (
    caller.kind === 'signed_in' &&
    (caller.identity.credential.kind === 'sign_in' || isGranted(caller.identity.scopes, 'manage'))
  )
}

function gone(): HomeportError {
  return new HomeportError('DEVICE_001', 'There is no such device any more: it was signed out already.')
}

interface Found extends Omit<Device, 'user' | 'current'> {
  readonly user_id: string
}

function ofSignIn(signIn: SignIn): Found {
  const { id, user_id, address } = signIn
  return {
    id,
    user_id,
    kind: 'sign_in',
    name: signIn.name ?? deviceName(signIn.user_agent),
    address: address === '' ? null : address,
    created_at: iso(signIn.created_at),
    last_used_at: iso(signIn.last_used_at),
    expires_at: iso(signIn.expires_at),
    scopes: null,
  }
}

function ofToken(token: PersonalToken): Found {
  const { id, user_id, name } = token
  return {
    id,
    user_id,
    kind: 'personal_token',
    name,
    address: null,
    created_at: iso(token.created_at),
    last_used_at: token.last_used_at === null ? null : iso(token.last_used_at),
    expires_at: token.expires_at === null ? null : iso(token.expires_at),
    scopes: [...token.scopes],
  }
}

function named(found: Found, facts: { readonly users: UserStore; readonly current: string | null }): Device {
  const { user_id, ...device } = found
  const user = facts.users.find(user_id)
  if (user === null) {
    throw new Error('a device belongs to a user that is not in the database')
  }
  return { ...device, user: { id: user.id, username: user.username }, current: found.id === facts.current }
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
