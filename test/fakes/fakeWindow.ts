import type { BrowserWindowConstructorOptions } from 'electron'
import type { DesktopWindow } from '#main/desktop.ts'
import type { GuardedContents } from '#main/windowSecurity.ts'

type Listener = (event: { url: string; preventDefault(): void }) => void
type PermissionRequest = Parameters<GuardedContents['session']['setPermissionRequestHandler']>[0]
type PermissionCheck = Parameters<GuardedContents['session']['setPermissionCheckHandler']>[0]

/** The guarded part of Electron's WebContents; `navigate`, `open`, `request` act as the page would. */
export class FakeContents implements GuardedContents {
  readonly listeners = new Map<string, Listener>()
  openHandler: Parameters<GuardedContents['setWindowOpenHandler']>[0] | null = null
  permissionRequest: PermissionRequest = null
  permissionCheck: PermissionCheck = null

  readonly session = {
    setPermissionRequestHandler: (handler: PermissionRequest) => {
      this.permissionRequest = handler
    },
    setPermissionCheckHandler: (handler: PermissionCheck) => {
      this.permissionCheck = handler
    },
  }

  setWindowOpenHandler(handler: Parameters<GuardedContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler
  }

  on(event: string, listener: unknown): this {
    this.listeners.set(event, listener as Listener)
    return this
  }

  /** True when the event was let through. */
  emit(event: string, url: string): boolean {
    let prevented = false
    this.listeners.get(event)?.({ url, preventDefault: () => (prevented = true) })
    return !prevented
  }
}

/** A window that counts what happens to it. */
export class FakeWindow implements DesktopWindow {
  readonly webContents = new FakeContents()
  readonly loaded: string[] = []
  readonly options: BrowserWindowConstructorOptions
  focused = 0
  minimized = false
  destroyed = false

  constructor(options: BrowserWindowConstructorOptions = {}) {
    this.options = options
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url)
  }

  once(): this {
    return this
  }

  isMinimized(): boolean {
    return this.minimized
  }

  restore(): void {
    this.minimized = false
  }

  focus(): void {
    this.focused += 1
  }

  isDestroyed(): boolean {
    return this.destroyed
  }
}
