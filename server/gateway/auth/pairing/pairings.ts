import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { Role } from '#shared/operations/auth.ts'
import type { PairingStatus } from '#shared/operations/pairing.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { hashSecret, newSecret } from '../credentials/secret.ts'
import { type Claim, type NewPairing, type Pairing, type PairingShelf, createPairingShelf } from './pairingShelf.ts'
import { threeWords } from './words.ts'

/** How long a code can be used. */
export const CODE_MS = 5 * 60_000
/** How long a device waits for its person, and then how long what they said waits for the device. */
export const CLAIM_MS = 2 * 60_000

export interface Claimed {
  readonly claim_id: string
  readonly code: string
  readonly device_name: string
  readonly role: Role
}

/** Who may enter, and as what. */
export interface Admitted extends Pick<NewPairing, 'user_id' | 'role'>, Claim {}

/**
 * Pairings that are under way. Kept in memory, secrets as hashes: after a restart of the gateway the person begins anew. A
 * code is used up by the first device that shows it, and a claim by the first poll after the yes.
 */
export interface Pairings {
  /** Where a person has too many under way their oldest ends. */
  begin(wanted: NewPairing): { readonly pairing_id: string; readonly secret: string }
  /** @throws HomeportError PAIR_001, PAIR_002 when it was used, PAIR_003 when it was withdrawn. */
  claim(secret: string, device: Claim): Claimed
  /** null: its person has not said yet. @throws HomeportError PAIR_001, PAIR_002 after the first yes, PAIR_003 after a no. */
  poll(claimId: string): Admitted | null
  /** @throws HomeportError PAIR_001 when there is none of that person. */
  status(pairingId: string, userId: UserId): PairingStatus
  /** Returns what the device is called. @throws HomeportError PAIR_001, PAIR_002; PAIR_003 for other words, which end it. */
  confirm(pairingId: string, by: { readonly user_id: UserId; readonly code: string }): string
  /** No-op when it is over. @throws HomeportError PAIR_001 when there is none of that person. */
  cancel(pairingId: string, userId: UserId): void
  /** Nothing of it can be used from now on. */
  endAll(): void
}

export interface PairingsDeps {
  readonly clock: Clock
  readonly ids: Ids
  /** A second device showed a code. */
  readonly onTriedAgain: (userId: UserId) => void
}

export function createPairings({ clock, ids, onTriedAgain }: PairingsDeps): Pairings {
  const shelf = createPairingShelf(clock)
  return {
    begin: (wanted) => {
      const [id, secret] = [ids.uuid(), newSecret()]
      const expires_at = clock.monotonic() + CODE_MS
      shelf.put({
        ...wanted,
        id,
        secret: nameOf(secret),
        expires_at,
        state: 'waiting',
        claim: null,
        tried_again: false,
      })
      return { pairing_id: id, secret }
    },
    endAll: () => shelf.clear(),
    ...deviceSide({ clock, shelf, onTriedAgain }),
    ...personSide({ clock, shelf }),
  }
}

interface Side {
  readonly clock: Clock
  readonly shelf: PairingShelf
}

function deviceSide({
  clock,
  shelf,
  onTriedAgain,
}: Side & Pick<PairingsDeps, 'onTriedAgain'>): Pick<Pairings, 'claim' | 'poll'> {
  return {
    claim: (secret, device) => {
      const pairing = shelf.find((one) => one.secret === nameOf(secret))
      if (pairing === null || (pairing.state === 'waiting' && isOver(pairing, clock))) {
        throw unknown()
      }
      if (pairing.state === 'refused') {
        throw refused()
      }
      if (pairing.state !== 'waiting') {
        pairing.tried_again = true
        onTriedAgain(pairing.user_id)
        throw used()
      }
      const [claim_id, code] = [newSecret(), threeWords()]
      const device_name = pairing.name ?? device.device_name
      pairing.claim = { ...device, device_name, claim: nameOf(claim_id), code }
      move(pairing, 'claimed', clock)
      return { claim_id, code, device_name, role: pairing.role }
    },
    poll: (claimId) => {
      const pairing = shelf.find(({ claim }) => claim?.claim === nameOf(claimId))
      if (pairing === null || pairing.claim === null || (isOver(pairing, clock) && pairing.state !== 'entered')) {
        throw unknown()
      }
      switch (pairing.state) {
        case 'refused':
          throw refused()
        case 'entered':
          throw used()
        case 'confirmed': {
          pairing.state = 'entered'
          const { user_id, role, claim } = pairing
          return { user_id, role, device_name: claim.device_name, browser_key: claim.browser_key }
        }
        case 'waiting':
        case 'claimed':
          return null
      }
    },
  }
}

function personSide({ clock, shelf }: Side): Pick<Pairings, 'status' | 'confirm' | 'cancel'> {
  const own = (pairingId: string, userId: UserId): Pairing => {
    const pairing = shelf.get(pairingId, userId)
    if (pairing === null) {
      throw unknown()
    }
    return pairing
  }
  return {
    status: (pairingId, userId) => {
      const pairing = own(pairingId, userId)
      const { claim, role, tried_again, expires_at } = pairing
      return {
        state: stateOf(pairing, clock),
        device_name: claim?.device_name ?? null,
        code: claim?.code ?? null,
        role,
        tried_again,
        expires_in: Math.max(0, Math.ceil((expires_at - clock.monotonic()) / 1000)),
      }
    },
    confirm: (pairingId, { user_id, code }) => {
      const pairing = own(pairingId, user_id)
      const { claim } = pairing
      if (claim === null || isOver(pairing, clock)) {
        throw unknown()
      }
      if (pairing.state !== 'claimed') {
        throw pairing.state === 'refused' ? refused() : used()
      }
      if (code !== claim.code) {
        move(pairing, 'refused', clock)
        throw new HomeportError('PAIR_003', 'Those are not the words of the device, so it was refused. Start again.')
      }
      move(pairing, 'confirmed', clock)
      return claim.device_name
    },
    cancel: (pairingId, userId) => {
      const pairing = own(pairingId, userId)
      if (pairing.state === 'waiting' || pairing.state === 'claimed') {
        move(pairing, 'refused', clock)
      }
    },
  }
}

function isOver({ expires_at }: Pairing, clock: Clock): boolean {
  return expires_at <= clock.monotonic()
}

function move(pairing: Pairing, state: Pairing['state'], clock: Clock): void {
  pairing.state = state
  pairing.expires_at = clock.monotonic() + CLAIM_MS
}

function stateOf(pairing: Pairing, clock: Clock): PairingStatus['state'] {
  const { state } = pairing
  if (isOver(pairing, clock) && (state === 'waiting' || state === 'claimed')) {
    return 'expired'
  }
  return state === 'entered' ? 'confirmed' : state
}

/** What is kept and looked up instead of a secret: reading the memory of this process opens nothing. */
function nameOf(secret: string): string {
  return hashSecret(secret).toString('base64url')
}

function unknown(): HomeportError {
  return new HomeportError('PAIR_001', 'This pairing is not known here, or took too long. Show a new code and scan it.')
}

function used(): HomeportError {
  return new HomeportError('PAIR_002', 'This pairing code was used already. Show a new one at the workstation.')
}

function refused(): HomeportError {
  return new HomeportError('PAIR_003', 'The workstation refused this device. Show a new code there to try again.')
}
