import type { ElectronParts } from '../electronApi.ts'
import { windowOptions } from '../windows/window.ts'
import type { Preventable } from '../electronWindow.ts'

export interface SystemEndDeps {
  readonly parts: Pick<ElectronParts, 'powerMonitor' | 'BrowserWindow'>
  readonly platform: NodeJS.Platform
  /** Quits without asking; sessions keep running where the system allows it. Idempotent. */
  readonly quitKeeping: () => Promise<void>
  /** Suspends the sessions, then quits. Idempotent. */
  readonly quitStopping: () => Promise<void>
}

/**
 * Delays the shutdown of the computer, or the person's sign-out, until the server was stopped in order. The system
 * signals every other process itself, except Windows, which kills processes without a signal.
 */
export function watchForSystemEnd({ parts, platform, quitKeeping, quitStopping }: SystemEndDeps): void {
  if (platform === 'win32') {
    // Only windows receive it, and with nothing but a tray there is none: this one is never shown and loads nothing.
    const listener = new parts.BrowserWindow(windowOptions({}, { preload: null, platform, icon: '' }))
    listener.on('query-session-end', (event) => hold(event, quitStopping))
    listener.on('session-end', () => void quitStopping())
  } else {
    parts.powerMonitor.on('shutdown', (event) => hold(event, quitKeeping))
  }
}

function hold(event: Preventable | undefined, quit: () => Promise<void>): void {
  event?.preventDefault()
  void quit()
}
