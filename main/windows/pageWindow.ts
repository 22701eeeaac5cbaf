import type { ElectronParts } from '../electronApi.ts'
import { FindBar } from './findBar.ts'
import { type WindowDeps, createWindow } from './window.ts'
import { type WindowPlace, keepPlace, placeFor } from './windowPlace.ts'
import type { ContentsPart, FramePart, WindowPart } from '../electronWindow.ts'

const SIZE = { width: 1280, height: 860 }
const LEAST = { minWidth: 360, minHeight: 480 }

/** A page that dies again and again is not loaded again for ever. */
const MAX_RELOADS = 3

export interface PageWindowDeps extends WindowDeps {
  readonly parts: WindowDeps['parts'] & Pick<ElectronParts, 'WebContentsView' | 'screen'>
  /** Where the person left it. */
  readonly place: { windowPlace: WindowPlace | null }
  /** The person closes it: true when it is to go away. */
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

/** Opens it, hidden, where the person left it. It has loaded nothing yet. */
export function openPageWindow(deps: PageWindowDeps): PageWindow {
  const { place, home } = deps
  const kept = place.windowPlace
  const window = createWindow({ ...LEAST, ...placeFor(kept, SIZE, deps.parts.screen) }, deps)
  if (kept?.is_maximised === true) {
    window.maximize()
  }
  keepPlace(window, { keep: (now) => (place.windowPlace = now) })
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
