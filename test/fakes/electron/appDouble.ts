import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { LoginItemSettings, LoginItemSettingsOptions, Settings } from 'electron'
import type { AppPart } from '#main/electronApi.ts'
import { CommandLineDouble, handedOver } from './commandLineDouble.ts'
import { PreventableEvent } from './preventableEvent.ts'
import type { WindowDouble } from './windowDouble.ts'

export interface AppDoubleDeps {
  readonly windows: () => readonly WindowDouble[]
  /** False: another instance holds the lock. */
  readonly getsLock: boolean
  readonly isPackaged: boolean
  readonly platform: NodeJS.Platform
  readonly wasOpenedAtLogin: boolean
  readonly loginStatus: LoginItemSettings['status']
  readonly argv: readonly string[]
  /** Those that the person prefers, best first. */
  readonly languages: readonly string[]
}

/**
 * Electron's `app`: the order of its events at the end is Electron's, and it is ready only when the program's entry has
 * been run to its end (`settleEntry`), since Electron emits `ready` after its import.
 */
export class AppDouble extends EventEmitter implements AppPart {
  readonly isPackaged: boolean
  readonly dock: AppPart['dock'] = undefined
  readonly commandLine: CommandLineDouble
  readonly paths: Record<string, string> = {}
  badge = 0
  loginItem: Settings = { openAtLogin: false }
  protocols: string[] = []
  toastActivator: string | null = null
  relaunches: Parameters<AppPart['relaunch']>[0][] = []
  /** Resolves when the program would be gone. */
  readonly exited: Promise<void>
  exitCode: number | null = null
  isReady = false
  readonly #deps: AppDoubleDeps
  readonly #ready: Promise<void>
  #becomeReady: () => void = () => {}
  #exit: () => void = () => {}
  #isQuitting = false
  hasExited = false

  constructor(deps: AppDoubleDeps) {
    super()
    this.#deps = deps
    this.isPackaged = deps.isPackaged
    this.commandLine = new CommandLineDouble(deps.argv, () => this.isReady)
    this.#ready = new Promise((resolve) => (this.#becomeReady = resolve))
    this.exited = new Promise((resolve) => (this.#exit = resolve))
  }

  /** The import of the program's entry is over: now, and not before, Electron becomes ready. */
  settleEntry(): void {
    this.isReady = true
    this.#becomeReady()
  }

  /** @throws Error when Electron is ready: then it is too late for what `what` does. */
  assertNotReady(what: string): void {
    if (this.isReady) {
      throw new Error(`${what} should be called before app is ready`)
    }
  }

  /** @throws Error before Electron is ready, as Electron's own modules do. */
  assertReady(what: string): void {
    if (!this.isReady) {
      throw new Error(`${what} cannot be used before app is ready`)
    }
  }

  setName(): void {}

  setPath(name: string, folder: string): void {
    this.paths[name] = folder
    // Electron makes it at once, with the rights that everything has.
    mkdirSync(folder, { recursive: true })
  }

  requestSingleInstanceLock(): boolean {
    return this.#deps.getsLock
  }

  whenReady(): Promise<void> {
    return this.#ready
  }

  getVersion(): string {
    return '0.1.0'
  }

  getPreferredSystemLanguages(): string[] {
    return [...this.#deps.languages]
  }

  setBadgeCount(count = 0): boolean {
    this.badge = count
    return true
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    this.protocols.push(protocol)
    return true
  }

  setAppUserModelId(): void {}

  /** @throws Error for what is no such number. */
  setToastActivatorCLSID(id: string): void {
    if (this.#deps.platform !== 'win32' || !/^\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/i.test(id)) {
      throw new Error('Invalid CLSID format')
    }
    this.toastActivator = id
  }

  setLoginItemSettings(settings: Settings): void {
    this.loginItem = settings
  }

  /** On Windows the whole command line is compared; on macOS a start at login is known with `ready` only. */
  getLoginItemSettings({ args = [] }: LoginItemSettingsOptions = {}): LoginItemSettings {
    const { platform, wasOpenedAtLogin, loginStatus } = this.#deps
    const isSet = this.loginItem.openAtLogin === true
    const isSame = platform !== 'win32' || isDeepStrictEqual(args, this.loginItem.args ?? [])
    return {
      openAtLogin: isSet && isSame && loginStatus !== 'requires-approval',
      wasOpenedAtLogin: platform === 'darwin' && this.isReady && wasOpenedAtLogin,
      status: isSet ? loginStatus : 'not-registered',
      executableWillLaunchAtLogin: isSet,
      launchItems: [],
    }
  }

  relaunch(options?: Parameters<AppPart['relaunch']>[0]): void {
    this.relaunches.push(options)
  }

  /** Another start hands its command line over, and ends. */
  startsAgain(argv: readonly string[], folder: string): void {
    this.emit('second-instance', new PreventableEvent(), handedOver(argv), folder)
  }

  /** `before-quit` at once; then, later, each window's `close`, `will-quit` and `quit`. All but the last may hold it back. */
  quit(): void {
    if (this.#isQuitting || this.hasExited) {
      return
    }
    const event = new PreventableEvent()
    this.emit('before-quit', event)
    if (!event.isPrevented && !this.hasExited) {
      this.#isQuitting = true
      void this.#closeAll()
    }
  }

  exit(code = 0): void {
    this.exitCode ??= code
    this.hasExited = true
    this.#exit()
  }

  async #closeAll(): Promise<void> {
    // A copy: each one leaves the list as it closes.
    for (const window of this.#deps.windows().slice()) {
      await nextTurn()
      if (!window.isDestroyed() && !window.userCloses({ isLast: false })) {
        this.#isQuitting = false
        return
      }
    }
    await nextTurn()
    const event = new PreventableEvent()
    this.emit('will-quit', event)
    if (event.isPrevented) {
      this.#isQuitting = false
      return
    }
    this.emit('quit', new PreventableEvent(), 0)
    this.exit()
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
