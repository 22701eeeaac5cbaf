import type {
  App,
  BrowserWindowConstructorOptions,
  Clipboard,
  CommandLine,
  Dock,
  ForkOptions,
  IpcMain,
  MenuItemConstructorOptions,
  NativeImage,
  Notification,
  NotificationConstructorOptions,
  PowerSaveBlocker,
  Protocol,
  Screen,
  Shell,
  Tray,
  UtilityProcess,
  WebContentsViewConstructorOptions,
} from 'electron'
import type {
  DialogPart,
  FramePart,
  MenuPart,
  Preventable,
  SessionPart,
  ViewPart,
  WindowPart,
} from './electronWindow.ts'

/**
 * The part of Electron's API that this program uses: `main.ts` passes the real one, the tests a double of it. One that
 * does not fit does not compile. Methods are picked, not declared again, so that no optional parameter is lost; events
 * have to be written out. test/main/electron compares both with Electron's own declarations.
 */
export interface ElectronParts {
  readonly app: AppPart
  readonly BrowserWindow: new (options?: BrowserWindowConstructorOptions) => WindowPart
  readonly WebContentsView: new (options?: WebContentsViewConstructorOptions) => ViewPart
  readonly ipcMain: IpcPart
  /** Only after `ready`. */
  readonly session: { readonly defaultSession: SessionPart }
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>
  /** Only after `ready`. */
  readonly screen: Pick<Screen, 'getDisplayMatching' | 'getPrimaryDisplay'>
  readonly utilityProcess: { fork(file: string, args?: string[], options?: ForkOptions): UtilityPart }
  readonly Menu: {
    buildFromTemplate(template: MenuItemConstructorOptions[]): MenuPart
    setApplicationMenu(menu: MenuPart | null): void
  }
  readonly Notification: { new (options?: NotificationConstructorOptions): NotificationPart; isSupported(): boolean }
  readonly Tray: new (image: NativeImagePart | string) => TrayPart
  readonly nativeImage: {
    createFromPath(path: string): NativeImagePart
    createFromBitmap(pixels: Buffer, size: { width: number; height: number }): NativeImagePart
  }
  readonly nativeTheme: {
    readonly shouldUseDarkColors: boolean
    readonly shouldUseDarkColorsForSystemIntegratedUI: boolean
    on(event: 'updated', listener: () => void): unknown
    off(event: 'updated', listener: () => void): unknown
  }
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop' | 'isStarted'>
  readonly powerMonitor: PowerMonitorPart
  readonly dialog: DialogPart
  readonly clipboard: Pick<Clipboard, 'writeText'>
  readonly shell: Pick<Shell, 'openExternal' | 'openPath'>
}

export interface AppPart extends Pick<
  App,
  | 'setName'
  | 'setPath'
  | 'requestSingleInstanceLock'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'whenReady'
  | 'getVersion'
  | 'getPreferredSystemLanguages'
  | 'isPackaged'
  | 'setBadgeCount'
  | 'setAsDefaultProtocolClient'
  | 'setAppUserModelId'
  | 'setToastActivatorCLSID'
  | 'setLoginItemSettings'
  | 'getLoginItemSettings'
> {
  readonly commandLine: Pick<CommandLine, 'appendSwitch' | 'hasSwitch'>
  readonly dock?: Pick<Dock, 'hide' | 'show' | 'setBadge'> | undefined
  on(event: 'second-instance', listener: (event: Preventable, argv: string[], folder: string) => void): unknown
  on(event: 'open-url', listener: (event: Preventable, url: string) => void): unknown
  on(event: 'before-quit', listener: (event: Preventable) => void): unknown
  on(event: 'activate' | 'window-all-closed' | 'will-quit', listener: () => void): unknown
}

export interface PowerMonitorPart {
  on(event: 'resume' | 'unlock-screen' | 'shutdown', listener: PowerListener): unknown
}

/** `shutdown` passes an event, which Electron's declaration omits; its documentation and source have it. */
export type PowerListener = (event?: Preventable) => void

export interface IpcPart extends Pick<IpcMain, 'removeHandler'> {
  handle(channel: string, listener: (event: InvokePart, ...args: unknown[]) => unknown): void
}

/** `senderFrame`: null when the frame was closed or has navigated meanwhile. */
export interface InvokePart {
  readonly senderFrame: FramePart | null
}

export interface UtilityPart extends Pick<UtilityProcess, 'pid' | 'postMessage' | 'kill'> {
  on(event: 'message', listener: (message: unknown) => void): unknown
  once(event: 'exit', listener: (code: number) => void): unknown
}

export interface NotificationPart extends Pick<Notification, 'show' | 'close'> {
  on(event: 'click' | 'show', listener: () => void): unknown
  on(event: 'failed', listener: (event: object, error: string) => void): unknown
  on(event: 'action', listener: (details: { readonly actionIndex: number }) => void): unknown
}

export interface TrayPart extends Pick<Tray, 'setToolTip' | 'destroy' | 'isDestroyed'> {
  setImage(image: NativeImagePart | string): void
  setContextMenu(menu: MenuPart | null): void
  on(event: 'click', listener: () => void): unknown
}

export type NativeImagePart = NativeImage
