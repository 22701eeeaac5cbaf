import { HomeportError } from '#shared/errors.ts'
import type { HandOver } from '#server/link/handOver.ts'
import { hostIncompatible, hostUnavailable } from '#server/link/hostUnavailable.ts'
import type { HostLink, LinkEvent, LinkState } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { createRestartPolicy } from '#server/processes/supervision/restartPolicy.ts'
import { supervisionTimes } from '#server/processes/supervision/supervisionTimes.ts'

const log = createLogger('host connection')

/** When too many hosts in a row died young, it is reported, and tries become rare. */
const RETRY_EVERY_MS = 30_000

export interface HostConnectionDeps {
  readonly clock: Clock
  /** Finds the running host or starts one; the link it gives is `ready`. @throws when there is none to be had. */
  readonly connect: () => Promise<HostLink>
}

/** A link that outlives the host: when it dies there is a new one soon, and everyone is told by `onState`. */
export interface HostConnection extends HostLink {
  /** Why the host cannot be had, for people; null while it can or may soon. */
  problem(): string | null
  /** Has the host end, leaving its sessions to the next one, which is started at once. As `HostPort.shutDown`. */
  renew(handOver: HandOver): Promise<void>
  /** Tries now what would be tried later. No-op while a host answers. */
  tryNow(): void
  /** The process id of the host that answers or answered last; null before the first. */
  lastPid(): number | null
}

/** Starts connecting at once. */
export function openHostConnection(deps: HostConnectionDeps): HostConnection {
  return new ReconnectingLink(deps)
}

class ReconnectingLink implements HostConnection {
  readonly #deps: HostConnectionDeps
  readonly #eventListeners = new Set<(event: LinkEvent) => void>()
  readonly #stateListeners = new Set<(state: LinkState) => void>()
  #current: HostLink | null = null
  #state: LinkState = { kind: 'connecting' }
  #retry: NodeJS.Timeout | null = null
  readonly #restarts = createRestartPolicy(supervisionTimes.restartDelaysMs)
  #readySince = 0
  #lastPid: number | null = null
  #isConnecting = false
  #isOver = false

  constructor(deps: HostConnectionDeps) {
    this.#deps = deps
    void this.#connect()
  }

  readonly call: HostLink['call'] = async (name, params, actor) => this.#ready().call(name, params, actor)

  readonly openStream: HostLink['openStream'] = async (request, opened) => this.#ready().openStream(request, opened)

  readonly overview: HostLink['overview'] = async (actor, opened) => this.#ready().overview(actor, opened)

  readonly closeStream: HostLink['closeStream'] = (stream) => this.#current?.closeStream(stream)

  readonly terminals: HostLink['terminals'] = {
    open: async (request, opened) => this.#ready().terminals.open(request, opened),
    resize: async (request) => this.#ready().terminals.resize(request),
    close: (terminalId, viewerId) => this.#current?.terminals.close(terminalId, viewerId),
    input: (terminalId, bytes) => this.#current?.terminals.input(terminalId, bytes),
    ack: (terminalId, viewerId, offset) => this.#current?.terminals.ack(terminalId, viewerId, offset),
  }

  /** After this no host is started any more. */
  readonly shutDown = async (): Promise<void> => {
    this.#isOver = true
    await this.#ready().shutDown()
  }

  readonly renew = async (handOver: HandOver): Promise<void> => this.#ready().shutDown(handOver)

  readonly tryNow = (): void => {
    if (this.#retry !== null) {
      void this.#connect()
    }
  }

  readonly onEvent: HostLink['onEvent'] = (listener) => {
    this.#eventListeners.add(listener)
    return () => this.#eventListeners.delete(listener)
  }

  readonly onState: HostLink['onState'] = (listener) => {
    this.#stateListeners.add(listener)
    return () => this.#stateListeners.delete(listener)
  }

  readonly state = (): LinkState => this.#state

  readonly problem = (): string | null =>
    this.#state.kind === 'closed' ? (this.#state.message ?? 'The session host was stopped.') : null

  readonly lastPid = (): number | null => this.#lastPid

  /** The host goes on without us. Idempotent. */
  readonly close = (): void => {
    this.#isOver = true
    this.#forgetRetry()
    this.#current?.close()
    this.#current = null
    this.#setState({ kind: 'closed', reason: 'asked' })
  }

  #ready(): HostLink {
    if (this.#current !== null) {
      return this.#current
    }
    const problem = this.problem() ?? undefined
    const isIncompatible = this.#state.kind === 'closed' && this.#state.reason === 'incompatible'
    throw problem !== undefined && isIncompatible ? hostIncompatible(problem) : hostUnavailable(problem)
  }

  /** One try at a time: a second link would bring every event twice. */
  async #connect(): Promise<void> {
    if (this.#isConnecting || this.#current !== null || this.#isOver) {
      return
    }
    this.#forgetRetry()
    this.#isConnecting = true
    try {
      const link = await this.#deps.connect()
      this.#isConnecting = false
      if (this.#isOver) {
        link.close()
      } else {
        this.#use(link)
      }
    } catch (error) {
      this.#isConnecting = false
      this.#lost(failureText(error), isOtherVersion(error) ? 'incompatible' : 'lost')
    }
  }

  #forgetRetry(): void {
    if (this.#retry !== null) {
      clearTimeout(this.#retry)
      this.#retry = null
    }
  }

  #use(link: HostLink): void {
    const state = link.state()
    if (state.kind !== 'ready') {
      link.close()
      this.#lost('The session host went away while it was greeted.')
      return
    }
    this.#current = link
    this.#readySince = this.#deps.clock.monotonic()
    this.#lastPid = state.host_pid
    link.onEvent((event) => {
      for (const listener of this.#eventListeners) {
        listener(event)
      }
    })
    link.onState((next) => {
      if (next.kind === 'closed' && this.#current === link) {
        this.#current = null
        this.#lost(next.message ?? 'The session host went away.')
      }
    })
    log.info('the session host answers', { host_pid: state.host_pid, boot_id: state.boot_id })
    this.#setState(state)
  }

  #lost(message: string, reason: 'lost' | 'incompatible' = 'lost'): void {
    if (this.#isOver) {
      this.#setState({ kind: 'closed', reason: 'asked' })
      return
    }
    const lasted = this.#readySince > 0 ? this.#deps.clock.monotonic() - this.#readySince : 0
    this.#readySince = 0
    const wait = this.#restarts.next(lasted)
    // What another version answers does not change by asking again soon.
    const delay = reason === 'incompatible' ? null : wait
    log.warn('the session host is unavailable', { reason: message, short_lives: this.#restarts.inRow })
    this.#setState(delay === null ? gaveUp(message, reason) : { kind: 'connecting' })
    this.#forgetRetry()
    this.#retry = setTimeout(() => void this.#connect(), delay ?? RETRY_EVERY_MS)
  }

  #setState(state: LinkState): void {
    this.#state = state
    for (const listener of this.#stateListeners) {
      listener(state)
    }
  }
}

function isOtherVersion(error: unknown): boolean {
  return error instanceof HomeportError && error.code === 'HOST_002'
}

function gaveUp(why: string, reason: 'lost' | 'incompatible'): LinkState {
  if (reason === 'incompatible') {
    return { kind: 'closed', reason, message: why }
  }
  const message =
    `The session host does not stay up: ${why} Sessions and their conversations are kept. ` +
    `"homeport doctor" looks for the cause; a new try is made every ${RETRY_EVERY_MS / 1000} s.`
  return { kind: 'closed', reason, message }
}
