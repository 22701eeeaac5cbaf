import { setTimeout as delay } from 'node:timers/promises'
import type { ServerState } from '#shared/desktop/desktopState.ts'
import { HomeportError, readDetails } from '#shared/errors.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import type { GatewaySupervisor, RunningServer, SupervisionTimes } from '#server/index.ts'

/** A server that is just starting is polled for this long. */
const SETTLE_WITHIN_MS = 15_000

const POLL_EVERY_MS = 250

export interface ServerOwnerDeps {
  readonly times: Pick<SupervisionTimes, 'backWithinMs'>
  /** The server that runs for our data directory, whoever started it. */
  readonly find: () => RunningServer | null
  /** Starts one of our own. @throws HomeportError when its settings cannot be used. */
  readonly supervise: (listener: {
    readonly onReady: (report: { readonly info: ServerInfo }) => void
    readonly onCrash: (how: string) => void
  }) => GatewaySupervisor
  /** `info` has a fresh sign-in link; null unless it runs. */
  readonly onState: (state: ServerState, info: ServerInfo | null) => void
}

/**
 * Makes sure a server runs: attaches to one that the command line or the system started, otherwise starts and
 * supervises its own.
 */
export class ServerOwner {
  readonly #deps: ServerOwnerDeps
  #supervisor: GatewaySupervisor | null = null
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
    return this.#supervisor !== null
  }

  /** Attaches to a running server or starts one. Also behind "Try again". */
  async start(): Promise<void> {
    this.#enter({ kind: 'starting' }, null)
    if (!(await this.#attach())) {
      this.#own()
    }
  }

  /** Restarts our gateway. One that somebody else supervises is only attached to again. */
  async restart(): Promise<void> {
    if (this.#supervisor === null) {
      await this.start()
      return
    }
    this.#enter({ kind: 'restarting', how: 'as asked' }, null)
    this.#supervisor.restart()
  }

  /** The machine may have slept. */
  probe(): void {
    this.#supervisor?.probe()
  }

  /**
   * The socket to the server closed. Our own server restarts by itself or was given up, which may be reported after its
   * socket closed; another's is waited for, and replaced when it does not come back.
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
    const deadline = performance.now() + this.#deps.times.backWithinMs
    while (!(await this.#attach()) && !this.#isClosed) {
      if (performance.now() > deadline) {
        this.#own()
        return
      }
      await delay(POLL_EVERY_MS)
    }
  }

  /** Ends our gateway; no-op for another's. Resolves when it is gone. */
  async stop(request: { readonly keep_sessions: boolean }): Promise<void> {
    this.#isClosed = true
    const supervisor = this.#supervisor
    supervisor?.stop(request)
    await supervisor?.ended.catch(() => {})
  }

  /** Attaches to a running server; one that does not answer yet is waited for. False when none runs. */
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
      await delay(POLL_EVERY_MS)
    }
    return false
  }

  #own(): void {
    if (this.#isClosed) {
      return
    }
    try {
      const supervisor = this.#deps.supervise({
        onReady: ({ info }) => this.#enter({ kind: 'running', local_url: info.local_url, started_by: 'us' }, info),
        onCrash: (how) => this.#enter({ kind: 'restarting', how }, null),
      })
      this.#supervisor = supervisor
      supervisor.ended.then(
        (outcome) => this.#ended(outcome),
        (error: unknown) => this.#failed(error),
      )
    } catch (error) {
      this.#failed(error)
    }
  }

  #ended(outcome: 'stopped' | 'already_running'): void {
    this.#supervisor = null
    if (outcome === 'already_running') {
      // Another start won.
      void this.start()
    } else {
      this.#enter({ kind: 'stopped' }, null)
    }
  }

  #failed(error: unknown): void {
    this.#supervisor = null
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

/**
 * A gateway listens before it writes its address: where nobody listens, its process has exited and its pid belongs to
 * another.
 */
function whyNot(error: unknown): 'nobody listens' | null {
  return readDetails(error, 'HOST_001')?.nobody_listens === true ? 'nobody listens' : null
}
