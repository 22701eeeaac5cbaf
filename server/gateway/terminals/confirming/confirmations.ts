import { randomBytes } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import type { TerminalConfirmation } from '#shared/operations/terminalConfirmation.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Credential } from '../../kernel/identity.ts'
import type { KnownDevices } from './knownDevices.ts'

/** How long somebody has to answer. */
const LASTS_MS = 5 * 60_000
/** A device that was refused asks nobody again for so long. */
const REFUSED_MS = 60 * 60_000
const MOST_WAITING = 50
const MOST_OF_PERSON = 5

/** A device that asks, as the people who answer see it. */
export interface AskingDevice {
  readonly credential: Credential
  readonly user: { readonly id: string; readonly username: string }
  readonly device_name: string
  readonly address: string | null
}

interface Waiting extends AskingDevice {
  readonly id: string
  readonly asked_at: string
  /** On the clock that nobody sets. */
  readonly until: number
}

export interface ConfirmationsDeps {
  readonly known: Pick<KnownDevices, 'has' | 'add'>
  readonly clock: Clock
  /** Tells those who can answer. */
  readonly onAsked: (device: AskingDevice) => void
}

export type OwnState = 'known' | 'waiting' | 'refused' | 'unknown'

/**
 * Devices that wait for a yes before their first terminal. A request lasts five minutes, the first answer counts, and who was
 * refused does not ask again for an hour. A restart of the gateway forgets what waits: the device asks anew.
 */
export class Confirmations {
  readonly #deps: ConfirmationsDeps
  readonly #waiting = new Map<string, Waiting>()
  /** Until when, on the clock that nobody sets. */
  readonly #refused = new Map<string, number>()

  constructor(deps: ConfirmationsDeps) {
    this.#deps = deps
  }

  /** Asks once for as long as it lasts. @throws HomeportError AUTH_006, always: the device has to wait. */
  ask(device: AskingDevice): never {
    this.#forgetOld()
    const key = keyOf(device.credential)
    if (this.#refused.has(key)) {
      throw waits('Somebody refused terminals to this device. It can ask again in an hour.')
    }
    if (![...this.#waiting.values()].some(({ credential }) => keyOf(credential) === key)) {
      this.#begin(device)
    }
    throw waits(
      'The first terminal of a device needs a yes from another one, and so does the first program that it has a session start. It was asked for: allow it under Devices on a device of yours that has had terminals, or at the workstation itself. Nothing was started.',
    )
  }

  #begin(device: AskingDevice): void {
    const ofPerson = [...this.#waiting.values()].filter(({ user }) => user.id === device.user.id)
    if (this.#waiting.size >= MOST_WAITING || ofPerson.length >= MOST_OF_PERSON) {
      throw waits('Too many devices wait for a yes to their first terminal. Answer those first. Nothing was started.')
    }
    const { clock } = this.#deps
    const id = randomBytes(16).toString('base64url')
    this.#waiting.set(id, { ...device, id, asked_at: clock.timestamp(), until: clock.monotonic() + LASTS_MS })
    this.#deps.onAsked(device)
  }

  stateOf(credential: Credential): OwnState {
    this.#forgetOld()
    if (this.#deps.known.has(credential)) {
      return 'known'
    }
    const key = keyOf(credential)
    if ([...this.#waiting.values()].some((one) => keyOf(one.credential) === key)) {
      return 'waiting'
    }
    return this.#refused.has(key) ? 'refused' : 'unknown'
  }

  /** Those that `mayAnswer`, the oldest first. */
  list(mayAnswer: (device: AskingDevice) => boolean): TerminalConfirmation[] {
    this.#forgetOld()
    const { clock } = this.#deps
    return [...this.#waiting.values()]
      .filter((one) => mayAnswer(one))
      .map(({ id, device_name, address, user, asked_at, until }) => ({
        id,
        device_name,
        address,
        username: user.username,
        asked_at,
        expires_in: Math.max(0, Math.ceil((until - clock.monotonic()) / 1000)),
      }))
  }

  /** The first answer counts. @throws HomeportError DEVICE_001 for one that does not wait, or that `mayAnswer` does not let. */
  answer(
    id: string,
    decision: 'allow' | 'deny',
    mayAnswer: (device: AskingDevice) => boolean,
  ): Pick<AskingDevice, 'device_name'> {
    this.#forgetOld()
    const { clock, known } = this.#deps
    const found = this.#waiting.get(id)
    if (found === undefined || !mayAnswer(found)) {
      throw new HomeportError(
        'DEVICE_001',
        'No device waits for this yes: somebody answered, it took too long, or it is not yours to answer.',
      )
    }
    this.#waiting.delete(id)
    if (decision === 'allow') {
      known.add(found.credential, clock.timestamp())
    } else {
      this.#refused.set(keyOf(found.credential), clock.monotonic() + REFUSED_MS)
    }
    return found
  }

  /** The sign-in or token is over. */
  forget(credential: Credential): void {
    const key = keyOf(credential)
    this.#refused.delete(key)
    for (const one of this.#waiting.values()) {
      if (keyOf(one.credential) === key) {
        this.#waiting.delete(one.id)
      }
    }
  }

  #forgetOld(): void {
    const now = this.#deps.clock.monotonic()
    for (const { id, until } of this.#waiting.values()) {
      if (until <= now) {
        this.#waiting.delete(id)
      }
    }
    for (const [key, until] of this.#refused) {
      if (until <= now) {
        this.#refused.delete(key)
      }
    }
  }
}

function keyOf({ kind, id }: Credential): string {
  return `${kind} ${id}`
}

function waits(message: string): HomeportError {
  return new HomeportError('AUTH_006', message, { details: { reason: 'terminal_confirmation' } })
}
