import type { UserId } from '#shared/ids.ts'
import type { Role } from '#shared/operations/auth.ts'
import type { Clock } from '#server/platform/clock.ts'

export interface NewPairing {
  readonly user_id: UserId
  /** The most that the device may do. */
  readonly role: Role
  /** What its person calls it; null: as it calls itself. */
  readonly name: string | null
}

export interface Claim {
  readonly device_name: string
  /** Of its pages; undefined for programs. */
  readonly browser_key: string | undefined
}

/** One pairing, from its code until the device is in. Times are the monotonic clock's; secrets are hashes. */
export interface Pairing extends NewPairing {
  readonly id: string
  readonly secret: string
  expires_at: number
  state: 'waiting' | 'claimed' | 'confirmed' | 'entered' | 'refused'
  claim: (Claim & { readonly claim: string; readonly code: string }) | null
  tried_again: boolean
}

/** One person shows a few codes, on a few screens. */
const MOST_OF_ONE = 5
const MOST_OF_ALL = 100

/** What is over is still known for so long, so that whoever comes late hears why. */
const KEPT_AFTER_MS = 10 * 60_000

/** The pairings that are known, bounded: the oldest of a person gives way, then the oldest of all. */
export interface PairingShelf {
  put(pairing: Pairing): void
  /** null: that person has none such. */
  get(id: string, userId: UserId): Pairing | null
  /** By what it alone has. */
  find(isIt: (pairing: Pairing) => boolean): Pairing | null
  clear(): void
}

export function createPairingShelf(clock: Clock): PairingShelf {
  const people = new Map<UserId, Map<string, Pairing>>()
  const all = (): Pairing[] => [...people.values()].flatMap((own) => [...own.values()])
  const forget = ({ id, user_id }: Pairing): void => void people.get(user_id)?.delete(id)

  const forgetExpired = (): void => {
    all()
      .filter(({ expires_at }) => expires_at + KEPT_AFTER_MS <= clock.monotonic())
      .forEach(forget)
  }

  const makeRoom = (known: readonly Pairing[], most: number): void => {
    const [oldest] = known.toSorted((one, other) => one.expires_at - other.expires_at)
    if (oldest !== undefined && known.length >= most) {
      forget(oldest)
    }
  }

  return {
    put: (pairing) => {
      forgetExpired()
      const own = people.get(pairing.user_id) ?? new Map<string, Pairing>()
      people.set(pairing.user_id, own)
      makeRoom([...own.values()], MOST_OF_ONE)
      makeRoom(all(), MOST_OF_ALL)
      own.set(pairing.id, pairing)
    },
    get: (id, userId) => {
      forgetExpired()
      return people.get(userId)?.get(id) ?? null
    },
    find: (isIt) => {
      forgetExpired()
      return all().find((pairing) => isIt(pairing)) ?? null
    },
    clear: () => people.clear(),
  }
}
