import type { Page } from 'playwright-core'

/**
 * Resolves once all that the page has sent by now has arrived at its server: what it asks after that is answered. For looks at what
 * was *not* sent; what is to come is waited for.
 */
export async function heard(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // What follows from a key or a click is sent in this turn of the page's loop, or by what is drawn next.
    await new Promise((resolve) => {
      setTimeout(resolve)
    })
    // One answer more than a call has steps: a challenge, its signature, the call.
    for (const _ of ['challenge', 'call', 'answer']) {
      await fetch('/live', { cache: 'no-store' })
    }
  })
}
