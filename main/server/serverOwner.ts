import { setTimeout as delay } from 'node:timers/promises'
import type { ServerState } from '#shared/desktop/desktopState.ts'
import { HomeportError, readDetails } from '#shared/errors.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import type { GatewaySupervisor, RunningServer } from '#server/index.ts'

/** One that lives, but is just starting, is asked again for this long. */
const SETTLE_WITHIN_MS = 15_000

/** Whoever started another one gets this long to bring it back: more than the longest wait after a crash. */
const BACK_WITHIN_MS = 6_000
const LOOK_EVERY_MS = 250

export interface ServerOwnerDeps {
  /** The server that runs for our data directory, whoever started it. */
  readonly find: () => RunningServer | null
  /** Starts one of our own. @throws HomeportError when its settings cannot be used. */
  readonly keep: (listener: {
    readonly onReady: (report: { readonly info: ServerInfo }) => void
    readonly onCrash: (how: string) => void
  }) => GatewaySupervisor
  /** `info` has a fresh sign-in link; null unless it runs. */
  readonly onState: (state: ServerState, info: ServerInfo | null) => void
}

/**
 * Sees to it that a server runs: attaches to one that the command line or the system started, else starts one and
 * keeps it.
 */
export class ServerOwner {
  readonly #deps: ServerOwnerDeps
  #keeper: GatewaySupervisor | null = null
  #state: ServerState = { kind: 'starting' }
  #isClosed = false

  constructor(deps: ServerOwnerDeps) {
    this.#deps = deps
  }

  get state(): ServerState {
    return this.#state
  }

  /** Whether the gateway ends with this program. */
  get isOurs(): boolean {
    return this.#keeper !== null
  }

  /** Attaches or starts. Also the person's "try again". */
  async start(): Promise<void> {
    this.#enter({ kind: 'starting' }, null)
    if (!(await this.#attach())) {
      this.#own()
    }
  }

  /** A fresh gateway in place of ours. One that somebody else keeps is only attached to again. */
  async restart(): Promise<void> {
    if (this.#keeper === null) {
      await this.start()
      return
    }
    this.#enter({ kind: 'restarting', how: 'as asked' }, null)
    this.#keeper.restart()
  }

  /** The machine may have slept. */
  probe(): void {
    this.#keeper?.probe()
  }

  /**
   * The socket to it is gone. Ours comes back by itself, or was given up, which the end of its socket may be told after;
   * another's is waited for, and replaced if it does not come back.
   */
  async lost(how: 'for_good' | 'unexpectedly'): Promise<void> {
    if (this.#state.kind !== 'running' || this.#state.started_by !== 'other' || this.#isClosed) {
      return
    }
    if (how === 'for_good') {
      this.#enter({ kind: 'stopped' }, null)
      return
    }
    this.#enter({ kind: 'restarting', how: 'the connection to it broke off' }, null)
    const deadline = performance.now() + BACK_WITHIN_MS
    while (!(await this.#attach()) && !this.#isClosed) {
      if (performance.now() > deadline) {
        this.#own()
        return
      }
      await delay(LOOK_EVERY_MS)
    }
  }

  /** Ends our gateway; no-op for another's. Resolves when it is gone. */
  async stop(request: { readonly keep_sessions: boolean }): Promise<void> {
    this.#isClosed = true
    const keeper = this.#keeper
    keeper?.stop(request)
    await keeper?.ended.catch(() => {})
  }

  /** False: none runs. One that lives but does not answer yet is waited for. */
  async #attach(): Promise<boolean> {
    const deadline = performance.now() + SETTLE_WITHIN_MS
    let silent = 0
    for (let found = this.#deps.find(); found !== null && !this.#isClosed; found = this.#deps.find()) {
      const info = await found.call('server.info', {}).catch(whyNot)
      if (info === 'nobody listens' && (silent += 1) > 1) {
        return false
      }
      if (info !== null && info !== 'nobody listens') {
        this.#enter({ kind: 'running', local_url: info.local_url, started_by: 'other' }, info)
        return true
      }
      if (performance.now() > deadline) {
        return false
      }
      await delay(LOOK_EVERY_MS)
    }
    return false
  }

  #own(): void {
    if (this.#isClosed) {
      return
    }
    try {
      const keeper = this.#deps.keep({
        onReady: ({ info }) => this.#enter({ kind: 'running', local_url: info.local_url, started_by: 'us' }, info),
        onCrash: (how) => this.#enter({ kind: 'restarting', how }, null),
      })
      this.#keeper = keeper
      keeper.ended.then(
        (outcome) => this.#ended(outcome),
        (error: unknown) => this.#failed(error),
      )
    } catch (error) {
      this.#failed(error)
    }
  }

  #ended(outcome: 'stopped' | 'already_running'): void {
    this.#keeper = null
    if (outcome === 'already_running') {
      // Another start was faster.
      void this.start()
    } else {
      this.#enter({ kind: 'stopped' }, null)
    }
  }

  #failed(error: unknown): void {
    this.#keeper = null
    const message = error instanceof HomeportError ? error.message : 'The server cannot be started. Its log tells more.'
    this.#enter({ kind: 'failed', message }, null)
  }

  #enter(state: ServerState, info: ServerInfo | null): void {
    this.#state = state
    if (!this.#isClosed) {
      this.#deps.onState(state, info)
    }
  }
}

/** A gateway listens before it writes where: where nobody does, its process is gone, and its pid another's. */
function whyNot(error: unknown): 'nobody listens' | null {
  return readDetails(error, 'HOST_001')?.nobody_listens === true ? 'nobody listens' : null
}
