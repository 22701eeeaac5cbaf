import type { Page } from 'playwright-core'

export interface ScrolledFrames {
  /** Milliseconds from frame to frame. */
  readonly samples: number[]
  /** How far it went. */
  readonly pixels: number
}

/** Scrolls from the newest message up to the first one, as a finger would, and times every frame. */
export async function scrollThrough(page: Page): Promise<ScrolledFrames> {
  await page.mouse.move(720, 450)
  return page.evaluate(scrollUp)
}

/** Runs in the page. Moves as fast as a flick does, and waits where older messages are still to come. */
async function scrollUp(): Promise<{ samples: number[]; pixels: number }> {
  const STEP = 240
  const IDLE_FRAMES = 90
  const scrollers = [...document.querySelectorAll('*')].filter(
    (element) =>
      element.scrollHeight > element.clientHeight + 200 && /auto|scroll/.test(getComputedStyle(element).overflowY),
  )
  const scroller = scrollers.toSorted((a, b) => b.scrollHeight - a.scrollHeight)[0] ?? document.scrollingElement
  if (scroller === null || scroller === undefined) {
    return { samples: [0], pixels: 0 }
  }
  const samples: number[] = []
  let pixels = 0
  let idle = 0
  let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
  while (idle < IDLE_FRAMES) {
    const before = scroller.scrollTop
    scroller.scrollTop = before - STEP
    const moved = before - scroller.scrollTop
    pixels += moved
    idle = moved > 0 ? 0 : idle + 1
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    samples.push(now - last)
    last = now
  }
  return { samples, pixels }
}
