import { HomeportError } from '#shared/errors.ts'
import type { ControlResponseLine } from './messages.ts'

export interface ControlDeps {
  readonly newId: () => string
  /** Writes one line to Claude. */
  readonly write: (line: Record<string, unknown>) => void
}

type Answer = Readonly<Record<string, unknown>>

interface Waiting {
  readonly subtype: string
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: HomeportError) => void
  readonly timer: NodeJS.Timeout
}

/** How long Claude may take to answer a control request. It answers in milliseconds while it is well. */
const ANSWER_TIMEOUT_MS = 20_000

/** Questions to Claude Code over its own stream, and their answers. */
export class ControlChannel {
  readonly #deps: ControlDeps
  readonly #waiting = new Map<string, Waiting>()
  #closed: string | null = null

  constructor(deps: ControlDeps) {
    this.#deps = deps
  }

  /**
   * Asks and waits for the answer.
   * @throws HomeportError SESSION_003 with Claude's reason when it refuses, does not answer in time, or has ended.
   */
  async request(
    request: { readonly subtype: string } & Answer,
    options: { readonly timeoutMs?: number } = {},
  ): Promise<Answer> {
    if (this.#closed !== null) {
      throw new HomeportError('SESSION_003', this.#closed)
    }
    const requestId = this.#deps.newId()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(requestId)
        reject(new HomeportError('SESSION_003', `Claude Code does not answer (${request.subtype}). Try again.`))
      }, options.timeoutMs ?? ANSWER_TIMEOUT_MS)
      timer.unref()
      this.#waiting.set(requestId, { subtype: request.subtype, resolve, reject, timer })
      this.#deps.write({ type: 'control_request', request_id: requestId, request })
    })
  }

  /** Settles the request that this answers. No-op when none waits for it. */
  settle({ response }: ControlResponseLine): void {
    const waiting = this.#waiting.get(response.request_id)
    if (waiting === undefined) {
      return
    }
    this.#waiting.delete(response.request_id)
    clearTimeout(waiting.timer)
    if (response.subtype === 'success') {
      waiting.resolve(response.response ?? {})
    } else {
      const said = response.error ?? 'it gave no reason'
      waiting.reject(
        new HomeportError('SESSION_003', `Claude Code refused (${waiting.subtype}): ${said}`, {
          details: { error_code: response.error_code ?? null },
        }),
      )
    }
  }

  /** Claude has exited: pending and later requests fail with that. */
  close(reason: string): void {
    this.#closed = reason
    for (const waiting of this.#waiting.values()) {
      clearTimeout(waiting.timer)
      waiting.reject(new HomeportError('SESSION_003', reason))
    }
    this.#waiting.clear()
  }
}
