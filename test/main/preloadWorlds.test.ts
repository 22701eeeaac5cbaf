import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chromium, openChromium } from '#test/support/browser.ts'

let chromium: Chromium

beforeAll(async () => {
  chromium = await openChromium()
})

afterAll(() => chromium.close())

/** What the double cannot show with its one world: a preload lives in a world of its own beside the page's. */
test('what the preload dispatches in its isolated world arrives in the page’s, with its text', async () => {
  const page = await (await chromium.context()).newPage()
  await page.evaluate(() => {
    addEventListener('homeport:go', (event) =>
      Object.assign(window, { heard: (event as CustomEvent).detail as string }),
    )
  })
  const cdp = await page.context().newCDPSession(page)
  const { frameTree } = await cdp.send('Page.getFrameTree')
  const { executionContextId } = await cdp.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id })
  const expression = "window.dispatchEvent(new CustomEvent('homeport:go', { detail: '/session/1' }))"
  await cdp.send('Runtime.evaluate', { expression, contextId: executionContextId })
  expect(await page.evaluate(() => (window as unknown as { heard?: string }).heard)).toBe('/session/1')
})
