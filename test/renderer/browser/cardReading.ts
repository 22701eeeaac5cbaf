import type { Locator, Page } from 'playwright-core'

/** What a person can read of a card, once everything in it is opened. */
export interface CardReading {
  readonly title: string
  /** The visible text, hidden characters as their marks, without blanks and line breaks. */
  readonly text: string
  /** Texts whose characters stand in another order than they are read in. */
  readonly disordered: readonly string[]
}

/** What the page is taught before it loads. */
interface Eye {
  isReachable: (rect: DOMRect, from: Element) => boolean
  isSeen: (node: Text) => boolean
  isInOrder: (node: Text) => boolean
}

declare global {
  interface Window {
    eye: Eye
  }
}

/** Opens whatever is closed in the cards, until nothing is. What is scrolled away is drawn as it comes near. */
export async function openAll(page: Page): Promise<void> {
  await pressAll(page.getByRole('button', { name: 'Show as written', pressed: false }))
  const closed = page
    .locator('section[aria-label="Needs you"]')
    .getByRole('button', { name: /^(?:Show all|⏎ |\d+ unchanged)/ })
  while ((await closed.count()) > 0) {
    await pressAll(closed)
  }
}

async function pressAll(buttons: Locator): Promise<void> {
  await buttons.evaluateAll(async (all) => {
    all.forEach((button) => (button as HTMLElement).click())
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })
}

/** Before the page is opened: gives it the eye that `readCard` looks with. */
export async function giveEye(page: Page): Promise<void> {
  await page.addInitScript(() => {
    type Span = readonly [from: number, to: number]
    /** What of a span is left to see in a box, on one axis; null where it is cut off for good. */
    const within = (span: Span, edge: Span, box: { overflow: string; start: number; size: number }): Span | null => {
      if (box.overflow === 'visible') {
        return span
      }
      const isScrolled = /auto|scroll/.test(box.overflow)
      const [from, to] = isScrolled ? [box.start, box.start + box.size + 1] : edge
      // What scrolling brings into view is seen where the box is.
      return span[0] < from - 1 || span[1] > to + 1 ? null : isScrolled ? edge : span
    }
    /** Inside every box that cuts, where one that scrolls may stand in for what it can bring into view. */
    const isReachable = (rect: DOMRect, from: Element) => {
      let across: Span | null = [rect.left, rect.right]
      let down: Span | null = [rect.top, rect.bottom]
      for (let box: Element | null = from; box !== null && box !== document.body; box = box.parentElement) {
        const { overflowX, overflowY, visibility, opacity } = getComputedStyle(box)
        const { left, right, top, bottom } = box.getBoundingClientRect()
        const x = { overflow: overflowX, start: left - box.scrollLeft, size: box.scrollWidth }
        const y = { overflow: overflowY, start: top - box.scrollTop, size: box.scrollHeight }
        across = within(across, [left, right], x)
        down = within(down, [top, bottom], y)
        if (across === null || down === null || visibility === 'hidden' || Number(opacity) < 0.3) {
          return false
        }
      }
      return true
    }
    Object.assign(window, { eye: { isReachable } })
  })
  await page.addInitScript(() => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- this function runs in the page, alone
    const rectsOf = (node: Text, pattern: RegExp) =>
      [...node.data.matchAll(pattern)].map(({ 0: one, index }) => {
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + one.length)
        return range.getBoundingClientRect()
      })
    window.eye.isSeen = (node) => {
      const parent = node.parentElement
      const isSeen = (rect: DOMRect) => parent !== null && rect.height >= 6 && window.eye.isReachable(rect, parent)
      const range = document.createRange()
      range.selectNodeContents(node)
      const rects = [...range.getClientRects()]
      // A blank that hangs over the end of a line hides nothing.
      return rects.length > 0 && (rects.every(isSeen) || rectsOf(node, /\S/gu).every(isSeen))
    }
    window.eye.isInOrder = (node) =>
      rectsOf(node, /[\S\s]/gu)
        .slice(0, 300)
        .filter(({ width }) => width > 0)
        .every((rect, index, all) => {
          const before = all[index - 1]
          return before === undefined || Math.abs(rect.top - before.top) > 3 || rect.left >= before.left - 1
        })
  })
}

/** Reads a card as the eye does: what has a size, and lies where scrolling can lead. */
export async function readCard(card: Locator): Promise<CardReading> {
  return card.evaluate(async (element) => {
    /** By where they stand, so that what is met twice while scrolling counts once. */
    const parts = new Map<string, string>()
    const disordered: string[] = []
    const box = element.querySelector('[role=group]') ?? element
    const add = (text: string, { left, top }: DOMRect) =>
      parts.set(`${Math.round(top + box.scrollTop)} ${Math.round(left)} ${text}`, text)
    const readMark = (mark: HTMLElement) => {
      const rect = mark.getBoundingClientRect()
      if (rect.width > 8 && window.eye.isReachable(rect, mark)) {
        add(`‹${mark.dataset['mark'] ?? ''}›`, rect)
      }
    }
    const readText = (node: Text) => {
      if (window.eye.isSeen(node)) {
        const range = document.createRange()
        range.selectNodeContents(node)
        add(node.data, range.getBoundingClientRect())
        const isCode = node.parentElement?.closest('[dir=ltr]') !== null
        disordered.push(
          ...(isCode && !/[\u0590-\u08ff]/.test(node.data) && !window.eye.isInOrder(node) ? [node.data] : []),
        )
      }
    }
    const walk = (node: Node) => {
      if (node instanceof Text) {
        readText(node)
      } else if (node instanceof HTMLElement && node.matches('.hidden-mark')) {
        readMark(node)
      } else if (!(node instanceof HTMLElement) || !node.matches('[aria-hidden=true], .sr-only, button, textarea')) {
        node.childNodes.forEach(walk)
      }
    }
    element.scrollIntoView()
    // Chunks of many lines are drawn as they come near: look from the top of the box to its end.
    const stops = Math.max(1, Math.ceil(box.scrollHeight / 1000))
    for (let stop = 0; stop < stops; stop += 1) {
      box.scrollTop = stop * 1000
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      walk(element)
    }
    const title = element.querySelector('h3')?.textContent ?? ''
    return { title, text: [...parts.values()].join('').replaceAll(/\s+/g, ''), disordered }
  })
}
