import type { ElectronParts } from '../electronApi.ts'
import { windowOptions } from '../windows/window.ts'
import type { Preventable } from '../electronWindow.ts'

export interface SystemEndDeps {
  readonly parts: Pick<ElectronParts, 'powerMonitor' | 'BrowserWindow'>
  readonly platform: NodeJS.Platform
  /** Takes leave and ends the program; sessions go on where the system lets them. Idempotent. */
  readonly quitKeeping: () => Promise<void>
  /** The same, but the sessions are suspended first. Idempotent. */
  readonly quitStopping: () => Promise<void>
}

/**
 * The computer shuts down, or the person signs out of it: it is asked to wait until the server was left in order. What
 * runs on is told by the system itself, but on Windows, which ends every process without a word.
 */
export function watchForSystemEnd({ parts, platform, quitKeeping, quitStopping }: SystemEndDeps): void {
  if (platform === 'win32') {
    // Only windows are told, and with nothing but a tray there is none: this one is never shown and loads nothing.
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
