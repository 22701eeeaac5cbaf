import type { ElectronParts } from '../electronApi.ts'
import type { Windows } from '../windows/windows.ts'
import * as words from './words.ts'

export interface BadgeDeps {
  readonly app: Pick<ElectronParts['app'], 'setBadgeCount'>
  readonly nativeImage: ElectronParts['nativeImage']
  readonly windows: Pick<Windows, 'markTaskbar'>
  readonly platform: NodeJS.Platform
}

/** What the badge counts. */
export interface BadgeCount {
  /** Sessions that wait for an answer, or failed and nobody has seen it. */
  readonly needed: number
  /** Sessions that finished and nobody has read. */
  readonly finished: number
}

/**
 * Shows on dock or taskbar how many sessions need a person or, where none does, how many finished; with neither, the
 * badge is removed. Windows gets a dot: it has no numbers.
 */
export function showBadge(count: BadgeCount, deps: BadgeDeps): void {
  const text = badgeText(count)
  if (deps.platform !== 'win32') {
    deps.app.setBadgeCount(count.needed === 0 ? count.finished : count.needed)
    return
  }
  const size = { width: DOT_SIZE, height: DOT_SIZE }
  const dot = text === '' ? null : deps.nativeImage.createFromBitmap(dotPixels(DOT_SIZE), size)
  deps.windows.markTaskbar(dot, text)
}

function badgeText({ needed, finished }: BadgeCount): string {
  const parts = [
    ...(needed > 0 ? [words.sessionsNeedYou(needed)] : []),
    ...(finished > 0 ? [words.sessionsFinished(finished)] : []),
  ]
  return parts.join(', ')
}

const DOT_SIZE = 16

/** The attention colour in Electron's bitmap order: blue, green, red, alpha. */
const DOT = [0x2e, 0x8f, 0xe0, 0xff]

/** A filled circle. */
export function dotPixels(size: number): Buffer {
  const centre = (size - 1) / 2
  const pixels = Array.from({ length: size * size }, (_, index) => {
    const [x, y] = [index % size, Math.floor(index / size)]
    return Math.hypot(x - centre, y - centre) <= size / 2 ? DOT : [0, 0, 0, 0]
  })
  return Buffer.from(pixels.flat())
}
