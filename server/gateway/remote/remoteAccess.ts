import { HomeportError } from '#shared/errors.ts'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log.ts'
import type { Origins } from '../http/sameOrigin.ts'
import { openCertificateSource } from '../tls/certificateSource.ts'
import type { OwnCa } from '../tls/ownCa.ts'
import { type Machine, remoteHosts, remoteOrigins } from './hosts.ts'
import { type RemoteApp, listenRemotely } from './listener.ts'
import { type RemoteConfig, type RemoteConfigFile, configOf } from './remoteConfig.ts'
import { type DoorState, certificateStatus, remoteStatus, urlOf } from './remoteStatus.ts'

const log = createLogger('remote')

/** How many ports after a taken one are tried. */
const MAX_TRIES = 50

/** Renewal, changed addresses, a listener that could not be opened: looked at this often. */
const CHECK_EVERY_MS = 30_000

export interface RemoteAccessDeps {
  readonly clock: Clock
  readonly config: RemoteConfigFile
  readonly ownCa: OwnCa
  /** Where the own authority's certificate lies. */
  readonly caFile: string
  readonly machine: () => Machine
  /** Tells the sockets of remote viewers that this address goes away. */
  readonly closeSockets: () => void
}

/** The door to the world: off until somebody at this machine opens it. */
export interface RemoteAccess {
  status(): RemoteStatus
  /** null while nobody can reach it. */
  url(): string | null
  /** `Host` headers that are ours; none while it is off. */
  origins(): Origins
  /** The certificate that devices must trust; null with the owner's own files, and while it is off. */
  caCertificate(): string | null
  /** @throws HomeportError SETTINGS_001; what was there before is restored then. */
  on(wanted: ParamsOf<'remote.on'>): Promise<RemoteStatus>
  /** Every remote connection has ended when it resolves. */
  off(): Promise<RemoteStatus>
  /**
   * Comes first: says what answers, and opens it again when it was on. Never throws: what is wrong is in the status,
   * and tried again.
   */
  begin(app: RemoteApp): Promise<void>
  /** Looks after certificate and addresses, as a timer does. */
  check(): Promise<void>
  /** Ends it with the gateway; it stays switched on. */
  close(): Promise<void>
}

export function createRemoteAccess(deps: RemoteAccessDeps): RemoteAccess {
  const door = new Door(deps)
  return {
    status: () => door.status(),
    url: () => door.url(),
    origins: () => door.origins(),
    caCertificate: () => door.caCertificate(),
    on: (wanted) => door.inTurn(() => door.switchOn(wanted)),
    off: () => door.inTurn(() => door.switchOff()),
    begin: (app) => door.inTurn(() => door.begin(app)),
    check: () => door.inTurn(() => door.check()),
    close: () => door.inTurn(() => door.end()),
  }
}

class Door {
  readonly #deps: RemoteAccessDeps
  #state: DoorState = { kind: 'off' }
  #app: RemoteApp | null = null
  #timer: NodeJS.Timeout | undefined
  #last: Promise<unknown> = Promise.resolve()

  constructor(deps: RemoteAccessDeps) {
    this.#deps = deps
  }

  /** One change after the other, whoever asks. */
  async inTurn<T>(change: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(change)
    this.#last = mine.catch(() => {})
    return mine
  }

  status(): RemoteStatus {
    return remoteStatus(this.#state, { caFile: this.#deps.caFile, now: this.#deps.clock.now() })
  }

  url(): string | null {
    return this.#state.kind === 'open' ? urlOf(this.#state) : null
  }

  origins(): Origins {
    const state = this.#state
    return state.kind === 'open'
      ? remoteOrigins(state.places.hosts, state.listener.port)
      : { hosts: new Set(), scheme: 'https' }
  }

  caCertificate(): string | null {
    return this.#state.kind === 'open' ? this.#state.source.caCertificate() : null
  }

  async switchOn(wanted: ParamsOf<'remote.on'>): Promise<RemoteStatus> {
    const before = this.#deps.config.read()
    await this.end()
    try {
      const config = await this.#openFirst(configOf(wanted))
      this.#deps.config.write(config)
      log.info('remote access is on', { bind: config.bind, port: config.port })
    } catch (error) {
      await this.end()
      if (before?.enabled === true) {
        await this.resume()
      }
      throw error
    }
    return this.status()
  }

  async switchOff(): Promise<RemoteStatus> {
    const before = this.#deps.config.read()
    if (before?.enabled === true) {
      this.#deps.config.write({ ...before, enabled: false })
      log.info('remote access is off')
    }
    await this.end()
    return this.status()
  }

  async begin(app: RemoteApp): Promise<void> {
    this.#app = app
    await this.resume()
  }

  async resume(): Promise<void> {
    const config = this.#deps.config.read()
    if (config?.enabled === true) {
      await this.#tryToOpen(config)
      this.#keepChecking()
    }
  }

  async check(): Promise<void> {
    const state = this.#state
    if (state.kind === 'failed') {
      await this.#tryToOpen(state.config)
    } else if (state.kind === 'open') {
      const places = remoteHosts(state.config, this.#deps.machine())
      this.#state = { ...state, places }
      await state.source.refresh(places).catch((error: unknown) => {
        log.error('the certificate could not be renewed; the old one is kept', { error })
      })
      this.#warnOfExpiry()
    }
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

  /** The port of a fresh setting may move on; one that is written in people's bookmarks may not. */
  async #openFirst({ config, port }: { config: RemoteConfig; port: 'strict' | 'preferred' }): Promise<RemoteConfig> {
    for (let tries = port === 'strict' ? 1 : MAX_TRIES; ; tries -= 1) {
      try {
        const opened = await this.#open(config)
        this.#keepChecking()
        return opened
      } catch (error) {
        if (tries <= 1 || !isPortTaken(error)) {
          throw error
        }
        config = { ...config, port: config.port + 1 }
      }
    }
  }

  async #tryToOpen(config: RemoteConfig): Promise<void> {
    try {
      await this.#open(config)
      log.info('remote access is on', { bind: config.bind, port: config.port })
    } catch (error) {
      const problem = error instanceof HomeportError ? error.message : `It cannot be opened: ${failureText(error)}.`
      if (this.#state.kind !== 'failed' || this.#state.problem !== problem) {
        log.error('remote access is switched on but cannot be opened; it is tried again', { error })
      }
      this.#state = { kind: 'failed', config, problem }
    }
  }

  /** Returns the config with the port that was found. */
  async #open(wanted: RemoteConfig): Promise<RemoteConfig> {
    const { clock, ownCa } = this.#deps
    const app = this.#app
    if (app === null) {
      throw new Error('nothing answers the remote listener yet')
    }
    const places = remoteHosts(wanted, this.#deps.machine())
    const source = await openCertificateSource({ clock, ownCa, files: wanted.files }, places)
    try {
      const { bind, port } = wanted
      const locate = (host: string) => (this.origins().hosts.has(host.toLowerCase()) ? `https://${host}` : null)
      const listener = await listenRemotely({ bind, port, certificate: source.current(), app, locate })
      source.onChange((certificate) => listener.swap(certificate))
      const config = { ...wanted, port: listener.port }
      this.#state = { kind: 'open', config, listener, source, places }
      this.#warnOfExpiry()
      return config
    } catch (error) {
      source.close()
      throw error
    }
  }

  #keepChecking(): void {
    clearInterval(this.#timer)
    this.#timer = setInterval(() => void this.inTurn(() => this.check()), CHECK_EVERY_MS)
    this.#timer.unref()
  }

  #warned: string | null = null

  /** Once per warning, not per look. */
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
  return error instanceof HomeportError && error.details['reason'] === 'EADDRINUSE'
}
