import type { UpdateState } from '#shared/desktop/desktopState.ts'
import { HomeportError } from '#shared/errors.ts'
import { updateFailure } from './updateFailure.ts'
import type { UpdateEngine } from './updateEngine.ts'
import { type UpdateEvent, reduceUpdate } from './updateReducer.ts'

/** The first check waits until the program has started for the person. */
const FIRST_CHECK_MS = 30_000
const POLL_EVERY_MS = 6 * 60 * 60 * 1000

/** The person's choice, read at each check. `url`: a folder on a server; null: the package's own source. */
export interface UpdateChoice {
  readonly channel: 'stable' | 'beta'
  readonly url: string | null
}

export interface UpdatesDeps {
  readonly engine: UpdateEngine
  /** @throws HomeportError SETTINGS_001 when the settings cannot be read. */
  readonly choice: () => UpdateChoice
  readonly now: () => Date
  readonly onState: (state: UpdateState) => void
  /** Disconnects from the server, then runs `install`. False when the person wants to stay. */
  readonly leave: (install: () => void) => Promise<boolean>
  /** Prepares the downloaded version, so that only the swap is left. @throws HomeportError */
  readonly stage: () => Promise<void>
  /** Restarts the program after it disconnected but the installer failed, or was denied the rights it needs. */
  readonly relaunch: () => void
}

/**
 * Checks for newer versions of the program, downloads them in the background, and installs one when asked to, never by
 * itself. Nothing is sent but the request for the list of versions.
 *
 * Downloads are checked by electron-updater: the SHA-512 of the list everywhere, and on macOS and Windows that the
 * signature is the running program's. On Linux the list's server, reached over TLS, is what is trusted.
 */
export class Updates {
  readonly #deps: UpdatesDeps
  readonly #timers: NodeJS.Timeout[] = []
  #state: UpdateState = { kind: 'current', checked_at: null }
  #isInstalling = false

  constructor(deps: UpdatesDeps) {
    this.#deps = deps
    const { engine } = deps
    engine.autoDownload = true
    // Quitting must not install anything; the person asks for it.
    engine.autoInstallOnAppQuit = false
    engine.disableWebInstaller = true
    // electron-updater would send a number that identifies this installation.
    engine.requestHeaders = { 'x-user-staging-id': '00000000-0000-0000-0000-000000000000' }
    engine.on('update-available', ({ version }) => this.#learn({ kind: 'found', version }))
    engine.on('update-not-available', () => this.#learn({ kind: 'none', at: deps.now().toISOString() }))
    engine.on('download-progress', ({ percent }) => this.#learn({ kind: 'progress', percent }))
    engine.on('update-downloaded', ({ version }) => this.#learn({ kind: 'fetched', version }))
    engine.on('error', (error) => this.#failed(error))
  }

  get state(): UpdateState {
    return this.#state
  }

  /** Starts the regular checks. Returns the function that stops them. */
  start(): () => void {
    const check = () => void this.check()
    this.#timers.push(setTimeout(check, FIRST_CHECK_MS).unref(), setInterval(check, POLL_EVERY_MS).unref())
    return () => this.#timers.splice(0).forEach((timer) => clearTimeout(timer))
  }

  /** Checks now and resolves with the state; a download continues. Never rejects: the state holds the failure. */
  async check(): Promise<UpdateState> {
    const { engine } = this.#deps
    if (this.#state.kind === 'available' || this.#state.kind === 'downloading') {
      return this.#state
    }
    this.#learn({ kind: 'asked' })
    try {
      this.#obeyChoice()
      const found = await engine.checkForUpdates()
      quieten(found)
      if (found === null) {
        this.#learn({ kind: 'none', at: this.#deps.now().toISOString() })
      }
    } catch (error) {
      this.#learn({ kind: 'failed', message: updateFailure(error) })
    }
    return this.#state
  }

  /**
   * Installs the downloaded version and starts it. False when the person wants to stay.
   * @throws HomeportError SESSION_003 when nothing was downloaded, or the system refuses it.
   */
  async install(): Promise<boolean> {
    if (this.#state.kind !== 'ready') {
      throw new HomeportError('SESSION_003', 'There is no update to install yet. Nothing was changed.')
    }
    await this.#deps.stage()
    return this.#deps.leave(() => {
      this.#isInstalling = true
      this.#deps.engine.quitAndInstall(true, true)
    })
  }

  #failed(error: Error): void {
    this.#learn({ kind: 'failed', message: updateFailure(error) })
    if (this.#isInstalling) {
      this.#isInstalling = false
      this.#deps.relaunch()
    }
  }

  #obeyChoice(): void {
    const { engine, choice } = this.#deps
    const { channel, url } = choice()
    if (url !== null) {
      assertTrusted(url)
      engine.setFeedURL({ provider: 'generic', url, channel: channelName(channel) })
    }
    engine.channel = channelName(channel)
    engine.allowPrerelease = channel === 'beta'
    // Setting a channel enables downgrades: a server could then offer an old version with known vulnerabilities.
    engine.allowDowngrade = false
  }

  #learn(event: UpdateEvent): void {
    const next = reduceUpdate(this.#state, event)
    if (next !== this.#state) {
      this.#state = next
      this.#deps.onState(next)
    }
  }
}

/** As electron-builder names the lists of versions: `latest.yml`, `beta-linux.yml`. */
function channelName(channel: UpdateChoice['channel']): string {
  return channel === 'stable' ? 'latest' : 'beta'
}

/** @throws HomeportError SETTINGS_001: on Linux nothing but the connection proves where a list comes from. */
function assertTrusted(url: string): void {
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    throw new HomeportError('SETTINGS_001', 'The setting updates.url must be an https:// address. Nothing was fetched.')
  }
}

/** A failed download is reported by the event `error`. */
function quieten(found: unknown): void {
  if (typeof found === 'object' && found !== null && 'downloadPromise' in found) {
    Promise.resolve(found.downloadPromise).catch(() => {})
  }
}
