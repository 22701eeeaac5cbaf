import { HomeportError, readDetails, receivedError, type ErrorData } from '#shared/errors.ts'
import type { Timers } from '../port.ts'

/** Longer than any answer that does not wait for a person or for Claude. */
export const ANSWER_WITHIN_MS = 15_000

/** Matches replies to what was asked over the socket. Every call settles: by its reply, by time, or by the drop. */
export class PendingCalls {
  readonly #waiting = new Map<string, Waiting>()
  readonly #timers: Pick<Timers, 'after'>
  readonly #answerWithinMs: number
  #next = 1

  constructor(timers: Pick<Timers, 'after'>, answerWithinMs: number) {
    this.#timers = timers
    this.#answerWithinMs = answerWithinMs
  }

  /** Registers a call; `send` gets its id and says whether it could be sent. */
  register(send: (id: string) => boolean): Promise<unknown> {
    const id = `c${this.#next}`
    this.#next += 1
    return new Promise((resolve, reject) => {
      if (!send(id)) {
        reject(notConnected())
        return
      }
      const stopTimer = this.#timers.after(this.#answerWithinMs, () =>
        this.#take(id)?.reject(noAnswer(this.#answerWithinMs)),
      )
      this.#waiting.set(id, { resolve, reject, stopTimer })
    })
  }

  settle(id: string, data: unknown): void {
    this.#take(id)?.resolve(data)
  }

  refuse(id: string, error: ErrorData): void {
    this.#take(id)?.reject(receivedError(error))
  }

  /** The socket is gone: nobody knows whether these calls arrived. */
  dropAll(): void {
    for (const id of this.#waiting.keys()) {
      this.#take(id)?.reject(notConnected())
    }
  }

  #take(id: string): Waiting | null {
    const waiting = this.#waiting.get(id) ?? null
    this.#waiting.delete(id)
    waiting?.stopTimer()
    return waiting
  }
}

interface Waiting {
  readonly resolve: (data: unknown) => void
  readonly reject: (error: HomeportError) => void
  readonly stopTimer: () => void
}

/** `details.unsent`: the call may be repeated once the connection is back. */
function notConnected(): HomeportError {
  const message = 'The workstation is not connected right now. Nothing is lost; try again when it is back.'
  return new HomeportError('INTERNAL_001', message, { details: { unsent: true } })
}

function noAnswer(withinMs: number): HomeportError {
  const message = `The workstation did not answer within ${withinMs / 1000} seconds. Check the session before you try again.`
  return new HomeportError('INTERNAL_001', message, { details: { unsent: true } })
}

/** Whether a failed call may simply be made again, because its idempotency key makes that safe. */
export function mayHaveBeenLost(error: unknown): boolean {
  return readDetails(error, 'INTERNAL_001')?.unsent === true
}
