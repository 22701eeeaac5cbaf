import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import type { BrowserContext, Page } from 'playwright-core'
import type { ElectronParts, InvokePart } from '#main/electronApi.ts'
import { AppDouble, type AppDoubleDeps } from './appDouble.ts'
import { MenuDouble } from './menuDouble.ts'
import { NotificationDouble } from './notificationDouble.ts'
import { PreventableEvent } from './preventableEvent.ts'
import { ProtocolDouble } from './protocolDouble.ts'
import { ScreenDouble } from './screenDouble.ts'
import { SessionDouble } from './sessionDouble.ts'
import {
  ClipboardDouble,
  DialogDouble,
  NativeThemeDouble,
  PowerSaveBlockerDouble,
  ShellDouble,
  TrayDouble,
  imageFromFile,
  imageFromPixels,
} from './shellDoubles.ts'
import { NoUtility, UtilityDouble } from './utilityDouble.ts'
import { ViewDouble, WindowDouble, type WindowDoubleDeps } from './windowDouble.ts'

export type ElectronDoubleOptions = Partial<Omit<AppDoubleDeps, 'windows'>> & {
  /** Where windows open; may be absent where none does. */
  readonly context?: BrowserContext
  /** Why the system shows no notifications; null: it does. */
  readonly notificationRefusal?: string | null
  /** False: the system has no notifications at all. */
  readonly hasNotifications?: boolean
  /** Cookies are kept with a key that waits behind a password, unless the program wants none. */
  readonly hasLockedKeyring?: boolean
  /** Wayland tells nobody whether a window is minimised. */
  readonly isWayland?: boolean
}

/**
 * Electron, as far as the desktop program uses it: windows are pages of a real Chromium with the real preload, the
 * gateway is a real process, the rest remembers what was asked of it. As unkind as the real one where that is known.
 * Checked by the compiler against `ElectronParts`, as `main.ts` checks the real Electron.
 */
export class ElectronDouble {
  readonly app: AppDouble
  readonly protocol: ProtocolDouble
  readonly screen = new ScreenDouble()
  readonly windows: WindowDouble[] = []
  readonly trays: TrayDouble[] = []
  readonly notifications: NotificationDouble[] = []
  readonly utilities: UtilityDouble[] = []
  readonly session: SessionDouble
  readonly dialog = new DialogDouble()
  readonly shell = new ShellDouble()
  readonly clipboard = new ClipboardDouble()
  readonly nativeTheme = new NativeThemeDouble()
  readonly powerSaveBlocker = new PowerSaveBlockerDouble()
  readonly powerMonitor = new EventEmitter()
  menu: MenuDouble | null = null
  /** The menu that was opened last, by a right click. */
  popup: MenuDouble | null = null
  readonly #handlers = new Map<string, (event: InvokePart, ...args: unknown[]) => unknown>()
  readonly #options: ElectronDoubleOptions

  constructor(options: ElectronDoubleOptions = {}) {
    this.#options = options
    this.app = new AppDouble({
      getsLock: true,
      isPackaged: false,
      platform: 'linux',
      wasOpenedAtLogin: false,
      loginStatus: 'enabled',
      argv: [],
      languages: ['en-US'],
      ...options,
      windows: () => this.windows,
    })
    this.session = new SessionDouble({
      userData: () => this.app.paths['userData'] ?? '',
      language: this.app.getPreferredSystemLanguages()[0] ?? '',
    })
    this.protocol = new ProtocolDouble(this.app, () => this.session.touch())
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

  /** The system is about to shut down. True: the program asked it to wait. Windows asks windows, and no one else. */
  shutsDown(): boolean {
    const event = new PreventableEvent()
    if (this.#options.platform === 'win32') {
      this.windows.forEach((window) => window.emit('query-session-end', event))
      this.windows.forEach((window) => window.emit('session-end', new PreventableEvent()))
    } else {
      this.powerMonitor.emit('shutdown', event)
    }
    return event.isPrevented
  }

  get parts(): ElectronParts {
    return {
      app: this.app,
      session: this.#sessions(),
      protocol: this.protocol,
      dialog: this.dialog,
      shell: this.shell,
      powerSaveBlocker: this.powerSaveBlocker,
      clipboard: this.clipboard,
      nativeTheme: this.nativeTheme,
      powerMonitor: this.powerMonitor,
      screen: this.screen.after(() => this.app.assertReady('The screen module')),
      ...this.#classes(),
      Menu: {
        buildFromTemplate: (template) => new MenuDouble(template, (menu) => (this.popup = menu)),
        setApplicationMenu: (menu) => {
          this.menu = menu as MenuDouble | null
        },
      },
      nativeImage: { createFromPath: imageFromFile, createFromBitmap: imageFromPixels },
      utilityProcess: {
        fork: (file, args = [], options = {}) => {
          this.app.assertReady('utilityProcess')
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

  #sessions(): ElectronParts['session'] {
    const { app, session } = this
    return {
      get defaultSession() {
        app.assertReady('Session')
        return session.touch()
      },
    }
  }

  #classes(): Pick<ElectronParts, 'BrowserWindow' | 'WebContentsView' | 'Tray' | 'Notification'> {
    // `this` of the classes below is theirs.
    const { app, windows, trays, notifications } = this
    const { platform = 'linux', notificationRefusal = null, hasNotifications = true } = this.#options
    const windowDeps = this.#windowDeps()
    return {
      BrowserWindow: class extends WindowDouble {
        constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
          app.assertReady('BrowserWindow')
          super(options, windowDeps)
          windows.push(this)
        }
      },
      WebContentsView: class extends ViewDouble {
        constructor({ webPreferences }: Electron.WebContentsViewConstructorOptions = {}) {
          super(webPreferences, windowDeps)
        }
      },
      Tray: class extends TrayDouble {
        constructor(image: Electron.NativeImage | string) {
          app.assertReady('Tray')
          super(image)
          trays.push(this)
        }
      },
      Notification: class extends NotificationDouble {
        static isSupported(): boolean {
          return hasNotifications
        }

        constructor(options: Electron.NotificationConstructorOptions = {}) {
          app.assertReady('Notification')
          super(options, platform, notificationRefusal)
          notifications.push(this)
        }
      },
    }
  }

  #waitsForKeyring(): boolean {
    const { platform = 'linux', hasLockedKeyring = false } = this.#options
    return hasLockedKeyring && platform === 'linux' && this.app.commandLine.switches.get('password-store') !== 'basic'
  }

  #windowDeps(): WindowDoubleDeps {
    const { context, platform = 'linux', isPackaged = false, isWayland = false } = this.#options
    return {
      platform,
      isWayland,
      hasFilePages: !isPackaged,
      protocol: this.protocol,
      openPage: () => {
        if (context === undefined) {
          // A window that never loads anything needs no page.
          return new Promise(() => {})
        }
        return this.app.hasExited ? new Promise(() => {}) : context.newPage()
      },
      session: this.session,
      hasCookieKey: () => !this.#waitsForKeyring(),
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
