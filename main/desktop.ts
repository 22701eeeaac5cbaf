import type { App, BrowserWindow } from 'electron'
import type { ServerInfo } from '#shared/operations/admin.ts'

export interface DesktopDeps {
  readonly app: Pick<App, 'requestSingleInstanceLock' | 'quit' | 'whenReady'> & {
    on(event: 'second-instance' | 'activate' | 'window-all-closed', listener: () => void): unknown
  }
  readonly platform: NodeJS.Platform
  /**
   * Where the running server is, with a fresh one-time secret.
   * @throws with a sentence for the person when there is none.
   */
  readonly serverInfo: () => Promise<ServerInfo>
  readonly openWindow: (address: { localUrl: string; signInUrl: string }) => Promise<DesktopWindow>
  /** Shows a failure with what to do about it, and waits until it was read. */
  readonly showFailure: (message: string) => void
}

export type DesktopWindow = Pick<BrowserWindow, 'isMinimized' | 'restore' | 'focus' | 'isDestroyed'>

/**
 * The desktop program: one window on the running server, brought to the front when the program is started again.
 * Closing it leaves server and sessions alone. Ends at once when it already runs.
 */
export async function runDesktop(deps: DesktopDeps): Promise<void> {
  const { app } = deps
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  let window: Promise<DesktopWindow | null> = Promise.resolve(null)
  const showWindow = () => {
    window = window.then(async (shown) => showAgain(shown) ?? openNew(deps))
    return window
  }
  app.on('second-instance', () => void showWindow())
  app.on('activate', () => void showWindow())
  app.on('window-all-closed', () => {
    // On macOS a program outlives its windows.
    if (deps.platform !== 'darwin') {
      app.quit()
    }
  })
  await app.whenReady()
  await showWindow()
}

function showAgain(window: DesktopWindow | null): DesktopWindow | null {
  if (window === null || window.isDestroyed()) {
    return null
  }
  if (window.isMinimized()) {
    window.restore()
  }
  window.focus()
  return window
}

async function openNew(deps: DesktopDeps): Promise<DesktopWindow | null> {
  try {
    const info = await deps.serverInfo()
    return await deps.openWindow({ localUrl: info.local_url, signInUrl: info.sign_in_url })
  } catch (error) {
    deps.showFailure(error instanceof Error ? error.message : String(error))
    deps.app.quit()
    return null
  }
}
