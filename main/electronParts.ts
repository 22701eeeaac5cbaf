import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Clipboard,
  Dialog,
  Dock,
  ForkOptions,
  IpcMain,
  MenuItemConstructorOptions,
  NativeImage,
  Notification,
  NotificationConstructorOptions,
  PowerSaveBlocker,
  Session,
  Shell,
  Tray,
  UtilityProcess,
  WebContents,
  WebFrameMain,
} from 'electron'

/**
 * The slice of Electron that this program uses: `main.ts` hands in the real one, the tests a double of it. Either that
 * does not fit does not compile.
 */
export interface ElectronParts {
  readonly app: AppPart
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => WindowPart
  readonly ipcMain: IpcPart
  readonly utilityProcess: { fork(file: string, args: string[], options: ForkOptions): UtilityPart }
  readonly Menu: {
    buildFromTemplate(template: MenuItemConstructorOptions[]): MenuPart
    setApplicationMenu(menu: MenuPart | null): void
  }
  readonly Notification: { new (options: NotificationConstructorOptions): NotificationPart; isSupported(): boolean }
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
  readonly powerMonitor: { on(event: 'resume' | 'unlock-screen' | 'shutdown', listener: () => void): unknown }
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog' | 'showErrorBox'>
  readonly clipboard: Pick<Clipboard, 'writeText'>
  readonly shell: Pick<Shell, 'openExternal' | 'openPath'>
}

export interface Preventable {
  preventDefault(): void
}

export interface AppPart extends Pick<
  App,
  | 'requestSingleInstanceLock'
  | 'quit'
  | 'exit'
  | 'whenReady'
  | 'getVersion'
  | 'getPath'
  | 'isPackaged'
  | 'setBadgeCount'
  | 'setAsDefaultProtocolClient'
  | 'setAppUserModelId'
  | 'setLoginItemSettings'
> {
  readonly dock?: Pick<Dock, 'hide' | 'show' | 'setBadge'> | undefined
  getLoginItemSettings(): { openAtLogin: boolean; wasOpenedAtLogin: boolean }
  on(event: 'second-instance', listener: (event: Preventable, argv: string[], folder: string) => void): unknown
  on(event: 'open-url', listener: (event: Preventable, url: string) => void): unknown
  on(event: 'before-quit', listener: (event: Preventable) => void): unknown
  on(event: 'activate' | 'window-all-closed' | 'will-quit', listener: () => void): unknown
}

export interface WindowPart extends Pick<
  BrowserWindow,
  | 'loadURL'
  | 'loadFile'
  | 'show'
  | 'hide'
  | 'focus'
  | 'isFocused'
  | 'isVisible'
  | 'isMinimized'
  | 'minimize'
  | 'restore'
  | 'isDestroyed'
  | 'destroy'
> {
  readonly webContents: ContentsPart
  setOverlayIcon(overlay: NativeImagePart | null, description: string): void
  on(event: 'close', listener: (event: Preventable) => void): unknown
  on(event: 'focus' | 'closed', listener: () => void): unknown
  once(event: 'ready-to-show', listener: () => void): unknown
}

/** The part of Electron's WebContents that is guarded, and by which the page is told things. */
export interface ContentsPart {
  readonly session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >
  readonly mainFrame: FramePart
  setWindowOpenHandler: WebContents['setWindowOpenHandler']
  send(channel: string): void
  on(event: 'will-navigate' | 'will-redirect', listener: (event: NavigationPart) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  on(event: 'render-process-gone', listener: (event: Preventable, details: { reason: string }) => void): unknown
}

export interface NavigationPart extends Preventable {
  readonly url: string
}

export type FramePart = Pick<WebFrameMain, 'url' | 'processId' | 'frameToken'>

export interface IpcPart extends Pick<IpcMain, 'removeHandler'> {
  handle(channel: string, listener: (event: InvokePart, ...args: unknown[]) => unknown): void
}

/** `senderFrame`: null when the frame has gone away or elsewhere meanwhile. */
export interface InvokePart {
  readonly senderFrame: FramePart | null
}

export interface UtilityPart extends Pick<UtilityProcess, 'pid' | 'postMessage' | 'kill'> {
  on(event: 'message', listener: (message: unknown) => void): unknown
  once(event: 'exit', listener: (code: number) => void): unknown
}

export interface NotificationPart extends Pick<Notification, 'show' | 'close'> {
  on(event: 'click', listener: () => void): unknown
  on(event: 'action', listener: (details: { readonly actionIndex: number }) => void): unknown
}

export interface TrayPart extends Pick<Tray, 'setToolTip' | 'destroy' | 'isDestroyed'> {
  setImage(image: NativeImagePart | string): void
  setContextMenu(menu: MenuPart | null): void
  on(event: 'click', listener: () => void): unknown
}

/** Opaque: made by `buildFromTemplate`, handed to a tray or the application. */
export type MenuPart = object
export type NativeImagePart = NativeImage
