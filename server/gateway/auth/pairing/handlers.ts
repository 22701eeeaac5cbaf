import { HomeportError } from '#shared/errors.ts'
import type { Role } from '#shared/operations/auth.ts'
import { type Call, type GatewayHandlers, actorOf } from '../../kernel/call.ts'
import { isThisMachine, unreached } from '../../kernel/authorise.ts'
import { isGranted, narrower } from '../../kernel/identity.ts'
import { assertBrowserKey } from '../credentials/browserProofs.ts'
import type { Credentials } from '../credentials/credentials.ts'
import { publicUser } from '../local/localSignIn.ts'
import type { Throttle } from '../local/throttle.ts'
import type { SignInStore } from '../store/signIns.ts'
import type { UserStore } from '../store/users.ts'
import { CLAIM_MS, CODE_MS, type Pairings } from './pairings.ts'

/** Seconds between two polls of a device. */
const POLL_SECONDS = 2

const DAY_MS = 24 * 3600 * 1000

export type PairingOperation =
  | 'pairing.create'
  | 'pairing.status'
  | 'pairing.confirm'
  | 'pairing.cancel'
  | 'auth.pair'
  | 'auth.pair_poll'

/** How a device finds this machine. */
export interface PairingAddress {
  readonly url: string
  readonly fingerprint: string
}

export interface PairingHandlersDeps {
  readonly pairings: Pairings
  readonly users: Pick<UserStore, 'find' | 'touchLogin'>
  readonly signIns: Pick<SignInStore, 'find'>
  readonly credentials: Pick<Credentials, 'signIn'>
  /** Counts codes and claims that are none. */
  readonly wrongCodes: Throttle
  /** null while other devices cannot reach this machine. */
  readonly address: () => PairingAddress | null
  /** What this machine calls itself. */
  readonly machine: string
  /** The settings `pairing.*`. */
  readonly settings: () => { readonly allowed: boolean; readonly lasts_days: number }
}

export function createPairingHandlers(deps: PairingHandlersDeps): Pick<GatewayHandlers, PairingOperation> {
  const { pairings } = deps
  const personOf = (call: Call) => {
    assertMayPair(deps, call)
    return actorOf(call.caller)
  }
  return {
    'pairing.create': ({ role, name }, call) => {
      const person = personOf(call)
      assertAllowed(deps)
      const { url } = requireAddress(deps)
      const { pairing_id, secret } = pairings.begin({
        user_id: person.user_id,
        role: boundedRole(role, person.role),
        name: name ?? null,
      })
      return { pairing_id, url: `${url}/pair#${secret}`, expires_in: CODE_MS / 1000 }
    },
    'pairing.status': ({ pairing_id }, call) => pairings.status(pairing_id, personOf(call).user_id),
    'pairing.confirm': ({ pairing_id, code }, call) => {
      const device_name = pairings.confirm(pairing_id, { user_id: personOf(call).user_id, code })
      return { success: true, device_name }
    },
    'pairing.cancel': ({ pairing_id }, call) => {
      pairings.cancel(pairing_id, personOf(call).user_id)
      return { success: true }
    },
    'auth.pair': ({ secret, device_name, browser_key }, call) => {
      assertBrowserKey(browser_key)
      assertRemote(call)
      assertAllowed(deps)
      const { fingerprint } = requireAddress(deps)
      const claimed = counted(deps, call, () => pairings.claim(secret, { device_name, browser_key }))
      const waits = { expires_in: CLAIM_MS / 1000, interval: POLL_SECONDS }
      return { ...claimed, fingerprint, machine: deps.machine, ...waits }
    },
    'auth.pair_poll': async ({ claim_id }, call) => {
      assertRemote(call)
      assertAllowed(deps)
      const admitted = counted(deps, call, () => pairings.poll(claim_id))
      return admitted === null ? { status: 'pending', interval: POLL_SECONDS } : enter(deps, admitted, call)
    },
  }
}

async function enter(
  { users, credentials, settings }: PairingHandlersDeps,
  { user_id, role, device_name, browser_key }: NonNullable<ReturnType<Pairings['poll']>>,
  call: Call,
) {
  const user = users.find(user_id)
  if (user === null || !user.may_enter) {
    throw new HomeportError('AUTH_004', 'The person of this pairing may not enter this workstation any more.')
  }
  const via = { name: device_name, role, lasts_ms: settings().lasts_days * DAY_MS }
  const issued = await credentials.signIn(user, { via, browser_key }, call)
  users.touchLogin(user.id)
  call.cookies.setSession(issued.cookie, issued.cookie_lasts_ms)
  return { status: 'complete', user: publicUser({ ...user, role: narrower(user.role, role) }) } as const
}

/**
 * A device lets others in no further: whoever has it in hand, or a token, could stay when it is revoked. Owners confirm
 * at the machine itself, which no page from elsewhere can pretend to be.
 * @throws HomeportError AUTH_006.
 */
function assertMayPair({ signIns }: PairingHandlersDeps, { caller }: Call): void {
  if (isThisMachine(caller)) {
    return
  }
  const identity = caller.kind === 'signed_in' ? caller.identity : null
  if (identity === null || isGranted(identity.scopes, 'manage')) {
    throw unreached('local')
  }
  // The cookie alone: an access token lasts minutes, and must not become a device that stays.
  if (identity.cookie === undefined || signIns.find(identity.credential.id)?.via !== 'github') {
    throw new HomeportError(
      'AUTH_006',
      'A device is paired by its person where they signed in with GitHub, not by a token or by another paired device.',
    )
  }
}

/** @throws HomeportError AUTH_006 when it asks for more than its person may. */
function boundedRole(wanted: Role | undefined, own: Role): Role {
  if (wanted !== undefined && narrower(wanted, own) !== wanted) {
    throw new HomeportError('AUTH_006', `A device may do no more than its person: at most "${own}".`)
  }
  return wanted ?? own
}

function assertAllowed({ settings }: PairingHandlersDeps): void {
  if (!settings().allowed) {
    throw new HomeportError(
      'PAIR_003',
      'Pairing is switched off at this workstation (setting "pairing.allowed"). Sign in with GitHub.',
    )
  }
}

/** A code leads to the remote listener, and counts nowhere else: loopback is open to every program of the machine. */
function assertRemote({ caller }: Call): void {
  if (caller.kind === 'local' || caller.listener !== 'remote') {
    throw new HomeportError('PAIR_003', 'A pairing code counts at the remote address alone. Scan it with the device.')
  }
}

function requireAddress({ address }: PairingHandlersDeps): PairingAddress {
  const found = address()
  if (found === null) {
    throw new HomeportError(
      'SETTINGS_001',
      'No other device can reach this machine yet. Switch remote access on first ("homeport remote on").',
      { details: { problem: 'missing', key: 'remote.enabled' } },
    )
  }
  return found
}

/** Counts codes that are wrong. A right one always passes. */
function counted<T>({ wrongCodes }: PairingHandlersDeps, call: Call, attempt: () => T): T {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof HomeportError && (error.code === 'PAIR_001' || error.code === 'PAIR_002')) {
      wrongCodes.count(call.address)
    }
    throw error
  }
}
