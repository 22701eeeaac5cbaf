import type { Display, Rectangle } from 'electron'
import type { ElectronParts } from '#main/electronApi.ts'

type Screen = ElectronParts['screen']

/** The displays of the machine; the first one is the main one. */
export class ScreenDouble {
  workAreas: Rectangle[] = [{ x: 0, y: 0, width: 1920, height: 1040 }]

  /** Each question runs `check` first. */
  after(check: () => void): Screen {
    return {
      getPrimaryDisplay: () => {
        check()
        return display(this.workAreas[0])
      },
      getDisplayMatching: (rect) => {
        check()
        return display(this.workAreas.toSorted((a, b) => overlap(b, rect) - overlap(a, rect))[0])
      },
    }
  }
}

function display(workArea: Rectangle | undefined): Display {
  return { workArea } as Display
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
