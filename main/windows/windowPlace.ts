import * as z from 'zod'
import type { Rectangle } from 'electron'
import type { ElectronParts } from '../electronApi.ts'
import type { WindowPart } from '../electronWindow.ts'

/** Where the person left the window. */
export const WindowPlace = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  is_maximised: z.boolean(),
})
export type WindowPlace = z.infer<typeof WindowPlace>

/** Moving and resizing tell of every pixel. */
const SETTLED_MS = 500

export interface KeepPlaceDeps {
  readonly keep: (place: WindowPlace) => void
}

/** Notes where the window is whenever it has come to rest, and when it closes. */
export function keepPlace(window: WindowPart, { keep }: KeepPlaceDeps): void {
  let timer: NodeJS.Timeout | undefined
  const note = () => {
    clearTimeout(timer)
    if (!window.isDestroyed() && !window.isMinimized() && !window.isFullScreen()) {
      keep({ ...window.getNormalBounds(), is_maximised: window.isMaximized() })
    }
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(note, SETTLED_MS)
    timer.unref()
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('close', note)
  window.on('closed', () => clearTimeout(timer))
}

/** The kept place, or one of that size in the middle, on a display that is there now and no larger than it. */
export function placeFor(
  kept: WindowPlace | null,
  size: { readonly width: number; readonly height: number },
  screen: ElectronParts['screen'],
): Partial<Rectangle> {
  if (kept === null) {
    const { workArea } = screen.getPrimaryDisplay()
    return { width: Math.min(size.width, workArea.width), height: Math.min(size.height, workArea.height) }
  }
  return clamped(kept, screen.getDisplayMatching(kept).workArea)
}

/** The rectangle, moved and made smaller until it lies inside the area. */
export function clamped(bounds: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(bounds.width, area.width)
  const height = Math.min(bounds.height, area.height)
  return {
    x: Math.min(Math.max(bounds.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height),
    width,
    height,
  }
}
