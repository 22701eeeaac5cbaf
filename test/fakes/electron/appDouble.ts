import { EventEmitter } from 'node:events'
import type { AppPart } from '#main/electronParts.ts'
import { PreventableEvent } from './preventableEvent.ts'
import type { WindowDouble } from './windowDouble.ts'

export interface AppDoubleDeps {
  readonly windows: () => readonly WindowDouble[]
  /** False: another instance holds the lock. */
  readonly getsLock: boolean
  readonly isPackaged: boolean
  readonly wasOpenedAtLogin: boolean
}

/** Electron's `app`: the order of its events at the end is Electron's. */
export class AppDouble extends EventEmitter implements AppPart {
  readonly isPackaged: boolean
  readonly dock: AppPart['dock'] = undefined
  badge = 0
  loginItem: { openAtLogin?: boolean | undefined; args?: readonly string[] | undefined } = { openAtLogin: false }
  protocols: string[] = []
  /** Resolves when the program would be gone. */
  readonly exited: Promise<void>
  readonly #deps: AppDoubleDeps
  #exit: () => void = () => {}
  hasExited = false

  constructor(deps: AppDoubleDeps) {
    super()
    this.#deps = deps
    this.isPackaged = deps.isPackaged
    this.exited = new Promise((resolve) => (this.#exit = resolve))
  }

  requestSingleInstanceLock(): boolean {
    return this.#deps.getsLock
  }

  async whenReady(): Promise<void> {}

  getVersion(): string {
    return '0.1.0'
  }

  getPath(): string {
    return ''
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

  setLoginItemSettings(settings: AppDouble['loginItem']): void {
    this.loginItem = settings
  }

  getLoginItemSettings() {
    return { openAtLogin: this.loginItem.openAtLogin === true, wasOpenedAtLogin: this.#deps.wasOpenedAtLogin }
  }

  /** `before-quit`, then each window's `close`, then `will-quit`; any of the first two may hold it back. */
  quit(): void {
    const event = new PreventableEvent()
    this.emit('before-quit', event)
    if (event.isPrevented || this.hasExited) {
      return
    }
    // A copy: each one leaves the list as it closes.
    for (const window of this.#deps.windows().slice()) {
      if (!window.userCloses({ isLast: false })) {
        return
      }
    }
    this.emit('will-quit', new PreventableEvent())
    this.exit()
  }

  exit(): void {
    this.hasExited = true
    this.#exit()
  }
}
