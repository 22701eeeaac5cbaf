import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { HomeportError, readDetails } from '#shared/errors.ts'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Origins } from '../../kernel/origin/sameOrigin.ts'
import { locateIn, remoteHosts, remoteOrigins } from '../config/hosts.ts'
import type { RemoteApp } from '../listener/listener.ts'
import { type RemoteListenerParts, openRemoteListener } from './openListener.ts'
import { type RemoteConfig, type RemoteSettings, assertNotHeldOff } from '../config/remoteConfig.ts'
import { type ListenerState, certificateStatus, remoteStatus, urlOf } from '../config/remoteStatus.ts'

const log = createLogger('remote')

/** The port unless another one is set; the next free one when it is taken. */
const DEFAULT_PORT = 4443

/** How many ports after a taken one are tried. */
const MAX_TRIES = 50

/** Renewal, changed addresses, a listener that could not be opened: checked this often. */
const CHECK_EVERY_MS = 30_000

/** A start of the gateway waits so long for the listener; certificates from elsewhere may take minutes. */
const BEGIN_WITHIN_MS = 2_000

export interface RemoteListenerDeps extends RemoteListenerParts {
  readonly settings: RemoteSettings
  /** Where the own authority's certificate lies. */
  readonly caFile: string
  /** Tells the sockets of remote viewers that this address goes away. */
  readonly closeSockets: () => void
}

/** Remote access as a state and its changes. They must come one after the other: `inTurn`. */
export class RemoteListener {
  readonly #deps: RemoteListenerDeps
  #state: ListenerState = { kind: 'off' }
  #app: RemoteApp | null = null
  #timer: NodeJS.Timeout | undefined
  #last: Promise<unknown> = Promise.resolve()
  #opening: AbortController | null = null
  #unlisten = (): void => {}
  #isGivenUp = false
  #warned: string | null = null

  constructor(deps: RemoteListenerDeps) {
    this.#deps = deps
  }

  /** One change after the other, whoever asks. */
  async inTurn<T>(change: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(change)
    this.#last = mine.catch(() => {})
    return mine
  }

  /** Ends an opening that waits for its certificate. */
  giveUp(): void {
    this.#isGivenUp = true
    this.#opening?.abort(new HomeportError('SETTINGS_001', 'Remote access was switched off or changed meanwhile.'))
  }

  status(): RemoteStatus {
    const { caFile, clock, fetching, settings } = this.#deps
    const { enabled: _enabled, ...choice } = settings.read()
    return remoteStatus(this.#state, { caFile, now: clock.now(), fetching, choice, fixed: settings.fixed() })
  }

  url(): string | null {
    return this.#state.kind === 'open' ? urlOf(this.#state) : null
  }

  origins(): Origins {
    const state = this.#state
    if (state.kind !== 'open') {
      return { hosts: new Set(), scheme: 'https' }
    }
    const { public_port } = state.config
    return remoteOrigins(state.coverage.hosts, [state.listener.port, ...(public_port === null ? [] : [public_port])])
  }

  caCertificate(): string | null {
    return this.#state.kind === 'open' ? this.#state.source.caCertificate() : null
  }

  async switchOn(request: ParamsOf<'remote.on'>): Promise<RemoteStatus> {
    const { settings } = this.#deps
    assertNotHeldOff(settings)
    const before = settings.read()
    const config = settings.with(request)
    await this.end()
    try {
      settings.writeOn(await this.#openFirst(config))
      log.info('remote access is on', { bind: config.bind, port: this.status().port })
    } catch (error) {
      await this.end()
      if (before.enabled && !this.#isGivenUp) {
        await this.#resume(before)
      }
      throw error
    }
    return this.status()
  }

  /** It is closed first: what the settings say afterwards is of the next start. */
  async switchOff(): Promise<RemoteStatus> {
    await this.end()
    this.#deps.settings.writeOff()
    log.info('remote access is off')
    return this.status()
  }

  async begin(app: RemoteApp): Promise<void> {
    this.#app = app
    this.#unlisten = this.#deps.settings.onChange(() => {
      this.giveUp()
      void this.inTurn(() => this.#apply())
    })
    const opened = this.inTurn(() => this.#apply())
    await Promise.race([opened, delay(BEGIN_WITHIN_MS, undefined, { ref: false })])
  }

  /** Somebody wrote into the settings: the listener is as they say, if it is not already. */
  async #apply(): Promise<void> {
    const config = this.#deps.settings.read()
    if (this.#state.kind === 'open' && isDeepStrictEqual(this.#state.config, config)) {
      return
    }
    await this.end()
    if (config.enabled) {
      await this.#resume(config)
    }
  }

  async check(): Promise<void> {
    const state = this.#state
    if (state.kind === 'failed') {
      if (state.issuer === null || this.#deps.fetching.mayTry(state.issuer)) {
        await this.#tryToOpen(state.config)
      }
    } else if (state.kind === 'open') {
      const coverage = remoteHosts({ bind: state.config.bind, names: state.names }, this.#deps.machine())
      this.#state = { ...state, coverage }
      await state.source.refresh(coverage).catch((error: unknown) => {
        log.error('the certificate could not be renewed; the old one is kept', { error })
      })
      this.#warnOfExpiry()
    }
  }

  /** For good. */
  async close(): Promise<void> {
    this.#unlisten()
    await this.end()
  }

  async end(): Promise<void> {
    clearInterval(this.#timer)
    const state = this.#state
    this.#state = { kind: 'off' }
    if (state.kind === 'open') {
      this.#deps.closeSockets()
      state.source.close()
      await state.listener.close()
    }
  }

  async #resume(config: RemoteConfig): Promise<void> {
    await this.#tryToOpen(config)
    this.#keepChecking()
  }

  /** A port that nobody chose may move on; one that is written in people's bookmarks may not. */
  async #openFirst(config: RemoteConfig): Promise<RemoteConfig> {
    const first = config.port ?? DEFAULT_PORT
    const last = config.port === null ? first + MAX_TRIES - 1 : first
    for (let port = first; ; port += 1) {
      try {
        const opened = await this.#open({ ...config, port }, 'owner')
        this.#keepChecking()
        return opened
      } catch (error) {
        if (port >= last || !isPortTaken(error)) {
          throw error
        }
      }
    }
  }

  async #tryToOpen(config: RemoteConfig): Promise<void> {
    try {
      const { bind, port } = await this.#open({ ...config, port: config.port ?? DEFAULT_PORT }, 'timer')
      log.info('remote access is on', { bind, port })
    } catch (error) {
      const problem = error instanceof HomeportError ? error.message : `It cannot be opened: ${failureText(error)}.`
      if (problem !== this.#warned) {
        log.error('remote access is switched on but cannot be opened; it is tried again', { error })
      }
      this.#warned = problem
      const issuer = this.#state.kind === 'opening' ? this.#state.issuer : null
      this.#state = { kind: 'failed', config, issuer, problem }
    }
  }

  /** Returns the config with the port that was found. */
  async #open(config: RemoteConfig & { port: number }, requestedBy: 'owner' | 'timer'): Promise<RemoteConfig> {
    const app = this.#app
    if (app === null) {
      throw new Error('nothing answers the remote listener yet')
    }
    const opening = new AbortController()
    this.#opening = opening
    this.#isGivenUp = false
    this.#state = { kind: 'opening', config, issuer: null }
    try {
      this.#state = await openRemoteListener(this.#deps, {
        config,
        app,
        requestedBy,
        signal: opening.signal,
        locate: locateIn(() => this.origins()),
        onIssuer: (issuer) => {
          this.#state = { kind: 'opening', config, issuer }
        },
      })
      this.#warnOfExpiry()
      return this.#state.config
    } finally {
      this.#opening = null
    }
  }

  #keepChecking(): void {
    clearInterval(this.#timer)
    this.#timer = setInterval(() => void this.inTurn(() => this.check()), CHECK_EVERY_MS)
    this.#timer.unref()
  }

  /** Once per warning, not per check. */
  #warnOfExpiry(): void {
    const { clock } = this.#deps
    const warning = this.#state.kind === 'open' ? certificateStatus(this.#state.source, clock.now()).warning : null
    if (warning !== null && warning !== this.#warned) {
      log.warn('the certificate needs the owner', { warning })
    }
    this.#warned = warning
  }
}

function isPortTaken(error: unknown): boolean {
  return readDetails(error, 'PORT_001')?.reason === 'EADDRINUSE'
}
