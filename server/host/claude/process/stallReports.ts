import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { Reach } from '#server/platform/outbound/reach.ts'
import { StallWatch } from '../protocol/stallWatch.ts'

/** How a silence of the API is noticed and looked into. */
export interface StallDeps {
  /** How long the API may be silent before a notice. */
  readonly afterMs: number
  /** Whether the API that the process uses can be reached now; null: which one that is cannot be told. Never rejects. */
  readonly askApi: () => Promise<Reach | null>
}

/** Says that nothing comes from the API, and whether it can be reached: at once, and again when that changes. */
export class StallReports {
  readonly #deps: StallDeps
  readonly #onUpdate: (update: AgentUpdate) => void
  readonly #watch: StallWatch
  /** Changes with all that comes: an answer to a question of before says nothing any more. */
  #silence = 0
  #said: string | null = null

  constructor(deps: StallDeps, onUpdate: (update: AgentUpdate) => void) {
    this.#deps = deps
    this.#onUpdate = onUpdate
    this.#watch = new StallWatch(deps.afterMs, (silentMs) => void this.#report(silentMs))
  }

  /** Something came. `waiting`: whether more is due from the API. */
  onActivity(state: { readonly waiting: boolean }): void {
    this.#forget()
    this.#watch.onActivity(state)
  }

  stop(): void {
    this.#forget()
    this.#watch.stop()
  }

  #forget(): void {
    this.#silence += 1
    this.#said = null
  }

  async #report(silentMs: number): Promise<void> {
    const silence = this.#silence
    this.#onUpdate({ kind: 'activity', text: `No word from Claude's API for ${seconds(silentMs)} s; still waiting` })
    const api = await this.#deps.askApi()
    if (silence !== this.#silence) {
      return
    }
    if (api?.kind === 'unreachable') {
      this.#onUpdate({ kind: 'activity', text: `${api.host} cannot be reached; still waiting` })
    }
    const kind = api?.kind ?? 'unknown'
    if (this.#said !== kind) {
      this.#said = kind
      this.#onUpdate(stallNotice(silentMs, api))
    }
  }
}

/** What is said of a silence, in the two cases that a person does different things in. */
export function stallNotice(silentMs: number, api: Reach | null): AgentUpdate {
  const said = `Claude's API has said nothing for ${seconds(silentMs)} s`
  const details = { silent_ms: silentMs, ...(api === null ? {} : { api: api.kind, host: api.host }) }
  if (api?.kind === 'unreachable') {
    return {
      kind: 'notice',
      level: 'warning',
      code: 'api_unreachable',
      text: `${said}, and this machine cannot reach ${api.host}: ${api.reason}. Nothing is lost: Claude Code asks again by itself once the network is back.`,
      details: { ...details, reason: api.reason },
    }
  }
  return {
    kind: 'notice',
    level: 'warning',
    code: 'api_silent',
    text: `${said}${reachedText(api)}. The request still runs; interrupt it if you do not want to wait.`,
    details,
  }
}

function reachedText(api: Extract<Reach, { kind: 'reachable' }> | null): string {
  if (api === null) {
    return ''
  }
  return api.status >= 500
    ? `; ${api.host} can be reached, but answers with an error (${api.status})`
    : `, though ${api.host} can be reached from here (${api.ms} ms): it is slow or busy`
}

function seconds(ms: number): number {
  return Math.round(ms / 1000)
}
