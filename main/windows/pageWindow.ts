import type { ElectronParts } from '../electronApi.ts'
import { FindBar } from './findBar.ts'
import { type WindowDeps, createWindow } from './window.ts'
import { type WindowPosition, trackPosition, positionFor } from './windowPosition.ts'
import type { ContentsPart, FramePart, WindowPart } from '../electronWindow.ts'

const SIZE = { width: 1280, height: 860 }
const LEAST = { minWidth: 360, minHeight: 480 }

/** A page that keeps crashing is not reloaded for ever. */
const MAX_RELOADS = 3

export interface PageWindowDeps extends WindowDeps {
  readonly parts: WindowDeps['parts'] & Pick<ElectronParts, 'WebContentsView' | 'screen'>
  /** Where the window's last position is stored. */
  readonly preferences: { windowPosition: WindowPosition | null }
  /** Called when the person closes the window; true lets it close. */
  readonly onClose: (window: WindowPart) => boolean
}

/** The window on the server's page. */
export interface PageWindow {
  readonly window: WindowPart
  readonly contents: ContentsPart
  readonly findBar: {
    open(): Promise<void>
    search: FindBar['search']
    close(): void
    isAsker(frame: FramePart): boolean
  }
}

/** Creates the window, hidden, at its last position. It has loaded nothing yet. */
export function openPageWindow(deps: PageWindowDeps): PageWindow {
  const { preferences, home } = deps
  const kept = preferences.windowPosition
  const window = createWindow({ ...LEAST, ...positionFor(kept, SIZE, deps.parts.screen) }, deps)
  if (kept?.is_maximised === true) {
    window.maximize()
  }
  trackPosition(window, { keep: (now) => (preferences.windowPosition = now) })
  window.on('close', (event) => {
    if (!deps.onClose(window)) {
      event.preventDefault()
    }
  })
  let reloads = 0
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const address = home()
    if (reason !== 'clean-exit' && address !== null && reloads < MAX_RELOADS) {
      reloads += 1
      void window.loadURL(address)
    }
  })
  return { window, contents: window.webContents, findBar: new FindBar(window, deps) }
}
