import * as z from 'zod'
import type { Rectangle } from 'electron'
import type { ElectronParts } from '../electronApi.ts'
import type { WindowPart } from '../electronWindow.ts'

/** Where the person left the window. */
export const WindowPosition = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  is_maximised: z.boolean(),
})
export type WindowPosition = z.infer<typeof WindowPosition>

/** Moving and resizing emit an event for every pixel. */
const SETTLED_MS = 500

export interface TrackPositionDeps {
  readonly keep: (position: WindowPosition) => void
}

/** Stores the window's position once it has stopped moving, and when it closes. */
export function trackPosition(window: WindowPart, { keep }: TrackPositionDeps): void {
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

/** The stored position, or one of that size in the middle, within a display that is connected now. */
export function positionFor(
  kept: WindowPosition | null,
  size: { readonly width: number; readonly height: number },
  screen: ElectronParts['screen'],
): Partial<Rectangle> {
  if (kept === null) {
    const { workArea } = screen.getPrimaryDisplay()
    return { width: Math.min(size.width, workArea.width), height: Math.min(size.height, workArea.height) }
  }
  return clamped(kept, screen.getDisplayMatching(kept).workArea)
}

/** The rectangle, moved and shrunk until it lies inside the area. */
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
