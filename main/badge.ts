import type { ElectronParts } from './electronParts.ts'
import type { Windows } from './windows.ts'

export interface BadgeDeps {
  readonly app: Pick<ElectronParts['app'], 'setBadgeCount'>
  readonly nativeImage: ElectronParts['nativeImage']
  readonly windows: Pick<Windows, 'markTaskbar'>
  readonly platform: NodeJS.Platform
}

/** Says on dock or taskbar how many sessions need a person; 0 takes it away. Windows gets a dot: it has no numbers. */
export function showBadge(count: number, deps: BadgeDeps): void {
  if (deps.platform !== 'win32') {
    deps.app.setBadgeCount(count)
    return
  }
  const dot =
    count === 0 ? null : deps.nativeImage.createFromBitmap(dotPixels(DOT_SIZE), { width: DOT_SIZE, height: DOT_SIZE })
  deps.windows.markTaskbar(dot, count === 0 ? '' : `${count} ${count === 1 ? 'session needs' : 'sessions need'} you`)
}

const DOT_SIZE = 16

/** The lamp's colour, as Electron's bitmaps have it: blue, green, red, alpha. */
const LAMP = [0x2e, 0x8f, 0xe0, 0xff]

/** A filled circle. Pure. */
export function dotPixels(size: number): Buffer {
  const centre = (size - 1) / 2
  const pixels = Array.from({ length: size * size }, (_, index) => {
    const [x, y] = [index % size, Math.floor(index / size)]
    return Math.hypot(x - centre, y - centre) <= size / 2 ? LAMP : [0, 0, 0, 0]
  })
  return Buffer.from(pixels.flat())
}
