import type {
  BaseWindow,
  BrowserWindow,
  ContextMenuParams,
  Dialog,
  MessageBoxOptions,
  NativeImage,
  OpenDialogOptions,
  Result,
  Session,
  View,
  WebContents,
  WebContentsView,
  WebFrameMain,
} from 'electron'

/** The part of Electron's window API that this program uses, see `electronApi.ts`. */
export interface WindowPart extends Pick<
  BrowserWindow,
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'isFocused'
  | 'isVisible'
  | 'isMinimized'
  | 'minimize'
  | 'restore'
  | 'isMaximized'
  | 'maximize'
  | 'isFullScreen'
  | 'setFullScreen'
  | 'getNormalBounds'
  | 'getContentBounds'
  | 'isDestroyed'
  | 'destroy'
> {
  readonly webContents: ContentsPart
  readonly contentView: {
    addChildView(view: AnyViewPart, index?: number): void
    removeChildView(view: AnyViewPart): void
  }
  setOverlayIcon(overlay: NativeImage | null, description: string): void
  on(event: 'close', listener: (event: Preventable) => void): unknown
  on(event: 'focus' | 'closed' | 'show' | 'resize' | 'move', listener: () => void): unknown
  on(event: 'query-session-end' | 'session-end', listener: (event: Preventable) => void): unknown
  once(event: 'leave-full-screen', listener: () => void): unknown
}

/** What a dialog or a menu may belong to. */
export type ParentPart = Pick<BaseWindow, 'isVisible' | 'isMinimized' | 'isDestroyed'>

export interface DialogPart extends Pick<Dialog, 'showErrorBox'> {
  showMessageBox(window: ParentPart, options: MessageBoxOptions): ReturnType<Dialog['showMessageBox']>
  showMessageBox(options: MessageBoxOptions): ReturnType<Dialog['showMessageBox']>
  showOpenDialog(window: ParentPart, options: OpenDialogOptions): ReturnType<Dialog['showOpenDialog']>
  showOpenDialog(options: OpenDialogOptions): ReturnType<Dialog['showOpenDialog']>
}

/** The part of Electron's WebContents that is guarded, and that sends messages to the page. */
export interface ContentsPart extends Pick<
  WebContents,
  | 'id'
  | 'isLoading'
  | 'setWindowOpenHandler'
  | 'replaceMisspelling'
  | 'findInPage'
  | 'stopFindInPage'
  | 'focus'
  | 'loadURL'
> {
  readonly session: SessionPart
  readonly mainFrame: FramePart
  send(channel: string, ...args: unknown[]): void
  on(event: 'will-navigate' | 'will-redirect', listener: (event: NavigationPart) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  on(event: 'render-process-gone', listener: (event: Preventable, details: { reason: string }) => void): unknown
  on(event: 'context-menu', listener: (event: Preventable, params: ContextPart) => void): unknown
  on(event: 'found-in-page', listener: (event: Preventable, result: FoundPart) => void): unknown
  on(event: 'did-navigate' | 'destroyed', listener: () => void): unknown
}

export type SessionPart = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerLanguages'
  | 'setSpellCheckerDictionaryDownloadURL'
  | 'addWordToSpellCheckerDictionary'
>

/** What lies under the pointer. */
export type ContextPart = Pick<
  ContextMenuParams,
  'linkURL' | 'selectionText' | 'isEditable' | 'misspelledWord' | 'dictionarySuggestions'
> & { readonly editFlags: Pick<ContextMenuParams['editFlags'], 'canCut' | 'canCopy' | 'canPaste' | 'canSelectAll'> }

export type FoundPart = Pick<Result, 'activeMatchOrdinal' | 'matches' | 'finalUpdate'>

/** A page of ours on top of a window's own. */
export interface ViewPart extends Pick<WebContentsView, 'setBounds'> {
  readonly webContents: ContentsPart & { close(): void }
}

export type AnyViewPart = Pick<View, 'setBounds'>

export interface NavigationPart extends Preventable {
  readonly url: string
}

export type FramePart = Pick<WebFrameMain, 'url' | 'processId' | 'frameToken'>

export interface Preventable {
  preventDefault(): void
}

/** Made by `buildFromTemplate`, handed to a tray or the application, or shown under the pointer. */
export interface MenuPart {
  popup(options?: { readonly window?: ParentPart }): void
}
