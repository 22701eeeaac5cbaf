import type { AppUpdater } from 'electron-updater'

/** The part of electron-updater that is used. It checks what it fetched before it says so, see `updates.ts`. */
export interface UpdateEngine extends Pick<
  AppUpdater,
  | 'allowDowngrade'
  | 'allowPrerelease'
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'channel'
  | 'disableWebInstaller'
  | 'requestHeaders'
  | 'setFeedURL'
> {
  checkForUpdates(): Promise<unknown>
  quitAndInstall(isSilent: boolean, isForceRunAfter: boolean): void
  on(event: 'update-not-available', listener: () => void): unknown
  on(event: 'update-available', listener: (update: { readonly version: string }) => void): unknown
  on(event: 'update-downloaded', listener: (update: { readonly version: string }) => void): unknown
  on(event: 'download-progress', listener: (progress: { readonly percent: number }) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}
