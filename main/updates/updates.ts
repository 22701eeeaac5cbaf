import type { UpdateState } from '#shared/desktop/desktopState.ts'
import { HomeportError } from '#shared/errors.ts'
import { updateFailure } from './updateFailure.ts'
import type { UpdateEngine } from './updateEngine.ts'
import { type UpdateEvent, reduceUpdate } from './updateReducer.ts'

/** The first look waits until the person has got what they opened the program for. */
const FIRST_LOOK_MS = 30_000
const LOOK_EVERY_MS = 6 * 60 * 60 * 1000

/** What the person chose, read anew at each look. `url`: a folder on a server; null: where the package says. */
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
  /** Takes leave of server and sessions, then runs `install`. False: the person wants to stay. */
  readonly leave: (install: () => void) => Promise<boolean>
  /** Makes what was fetched ready, so that nothing but the swap is left. @throws HomeportError */
  readonly stage: () => Promise<void>
  /** Leave was taken, but the installer failed, or the person refused it the rights it wants. */
  readonly comeBack: () => void
}

/**
 * Looks for newer versions of the program, fetches them in the background, and installs when it is told to, never by
 * itself. Nothing is sent but the request for the list of versions.
 *
 * Fetched files are checked by electron-updater: the SHA-512 of the list everywhere, and on macOS and Windows that the
 * maker's signature is the one of the running program. On Linux the list's server, asked over TLS, is what is trusted.
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
    // Quitting is not a wish for something new; whoever wants it says so.
    engine.autoInstallOnAppQuit = false
    engine.disableWebInstaller = true
    // electron-updater would tell the server a number by which this installation is known again.
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

  /** Looks now and then. Returns the stop. */
  start(): () => void {
    const look = () => void this.check()
    this.#timers.push(setTimeout(look, FIRST_LOOK_MS).unref(), setInterval(look, LOOK_EVERY_MS).unref())
    return () => this.#timers.splice(0).forEach((timer) => clearTimeout(timer))
  }

  /** Resolves with the state after the look; a download goes on. Never rejects: the state tells what went wrong. */
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
   * Puts what was fetched in place of the program and starts it. False: the person wants to stay.
   * @throws HomeportError SESSION_003 when nothing was fetched, or the system refuses it.
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
      this.#deps.comeBack()
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
    // Naming a channel switches this on: a server could then hand out an old version with known holes.
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

/** A download that fails is told by the event `error`. */
function quieten(found: unknown): void {
  if (typeof found === 'object' && found !== null && 'downloadPromise' in found) {
    Promise.resolve(found.downloadPromise).catch(() => {})
  }
}
