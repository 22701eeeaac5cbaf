import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import type { BrowserContext, Page } from 'playwright-core'
import type { ElectronParts, InvokePart } from '#main/electronParts.ts'
import { AppDouble, type AppDoubleDeps } from './appDouble.ts'
import { SessionDouble } from './sessionDouble.ts'
import {
  ClipboardDouble,
  DialogDouble,
  MenuDouble,
  NativeThemeDouble,
  NotificationDouble,
  PowerSaveBlockerDouble,
  ShellDouble,
  TrayDouble,
  imageDouble,
} from './shellDoubles.ts'
import { NoUtility, UtilityDouble } from './utilityDouble.ts'
import { WindowDouble, type WindowDoubleDeps } from './windowDouble.ts'

export type ElectronDoubleOptions = Partial<Omit<AppDoubleDeps, 'windows'>> & {
  /** Where windows open; may be absent where none does. */
  readonly context?: BrowserContext
}

/**
 * Electron, as far as the desktop program uses it: windows are pages of a real Chromium with the real preload, the
 * gateway is a real process, the rest remembers what was asked of it. Checked by the compiler against `ElectronParts`,
 * as `main.ts` checks the real Electron.
 */
export class ElectronDouble {
  readonly app: AppDouble
  readonly windows: WindowDouble[] = []
  readonly trays: TrayDouble[] = []
  readonly notifications: NotificationDouble[] = []
  readonly utilities: UtilityDouble[] = []
  readonly session = new SessionDouble()
  readonly dialog = new DialogDouble()
  readonly shell = new ShellDouble()
  readonly clipboard = new ClipboardDouble()
  readonly nativeTheme = new NativeThemeDouble()
  readonly powerSaveBlocker = new PowerSaveBlockerDouble()
  readonly powerMonitor = new EventEmitter()
  menu: MenuDouble | null = null
  readonly #handlers = new Map<string, (event: InvokePart, ...args: unknown[]) => unknown>()
  readonly #context: BrowserContext | undefined

  constructor({ context, getsLock = true, isPackaged = false, wasOpenedAtLogin = false }: ElectronDoubleOptions = {}) {
    this.#context = context
    this.app = new AppDouble({ windows: () => this.windows, getsLock, isPackaged, wasOpenedAtLogin })
    // Nothing of a program outlives it but what it started detached.
    void this.app.exited.then(() => this.utilities.forEach((utility) => utility.kill()))
  }

  /** Invokes a handler as a page's frame would. */
  async invoke(event: InvokePart, channel: string, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel)
    if (handler === undefined) {
      throw new Error(`No handler registered for '${channel}'`)
    }
    return handler(event, ...args)
  }

  /** The page of the newest window that is open. */
  async page(): Promise<Page> {
    const window = this.windows.at(-1)
    if (window === undefined) {
      throw new Error('No window is open.')
    }
    return window.page
  }

  /** Nobody looks at the program. */
  blur(): void {
    this.windows.forEach((window) => window.blur())
  }

  get parts(): ElectronParts {
    // `this` of the classes below is theirs.
    const { windows, trays, notifications } = this
    const windowDeps = this.#windowDeps()
    const own = {
      dialog: this.dialog,
      shell: this.shell,
      powerSaveBlocker: this.powerSaveBlocker,
    } satisfies Pick<ElectronParts, 'dialog' | 'shell' | 'powerSaveBlocker'> & {
      powerSaveBlocker: Pick<typeof Electron.powerSaveBlocker, 'start' | 'stop' | 'isStarted'>
      shell: Pick<typeof Electron.shell, 'openExternal' | 'openPath'>
    }
    return {
      ...own,
      app: this.app,
      clipboard: this.clipboard,
      nativeTheme: this.nativeTheme,
      powerMonitor: this.powerMonitor,
      BrowserWindow: class extends WindowDouble {
        constructor(options: Electron.BrowserWindowConstructorOptions) {
          super(options, windowDeps)
          windows.push(this)
        }
      },
      Tray: class extends TrayDouble {
        constructor(image: Electron.NativeImage | string) {
          super(image)
          trays.push(this)
        }
      },
      Notification: class extends NotificationDouble {
        constructor(options: Electron.NotificationConstructorOptions) {
          super(options)
          notifications.push(this)
        }
      },
      Menu: {
        buildFromTemplate: (template) => new MenuDouble(template),
        setApplicationMenu: (menu) => {
          this.menu = menu as MenuDouble | null
        },
      },
      nativeImage: {
        createFromPath: (file) => imageDouble(file),
        createFromBitmap: (pixels, size) => imageDouble(`${pixels.length} bytes`, size),
      },
      utilityProcess: {
        fork: (file, args, options) => {
          if (this.app.hasExited) {
            return new NoUtility()
          }
          const utility = new UtilityDouble(file, args, options)
          this.utilities.push(utility)
          return utility
        },
      },
      ipcMain: {
        handle: (channel, listener) => {
          this.#handlers.set(channel, listener)
        },
        removeHandler: (channel) => {
          this.#handlers.delete(channel)
        },
      },
    }
  }

  #windowDeps(): WindowDoubleDeps {
    const context = this.#context
    return {
      openPage: () => {
        if (context === undefined) {
          throw new Error('This double was made without a browser: it cannot open windows.')
        }
        return this.app.hasExited ? new Promise(() => {}) : context.newPage()
      },
      session: this.session,
      invoke: (event, channel, args) => this.invoke(event, channel, args),
      onClosed: (window, { isLast }) => {
        this.windows.splice(this.windows.indexOf(window), 1)
        if (isLast && this.windows.length === 0) {
          this.app.emit('window-all-closed')
        }
      },
    }
  }
}
