import { expect, onTestFinished, test } from 'vitest'
import { shippedRenderer } from '#test/renderer/builtRenderer.ts'
import { launchTrusting } from '#test/support/browser/browser.ts'
import { startRemoteGateway } from '#test/support/gateway/remote.ts'

/** A page that is built, and a whole browser, on a machine that may be busy. */
const SLOW = { timeout: 120_000 }

test('the service worker of a page finds the workstation at another address of its own, over TLS', SLOW, async () => {
  const built = await shippedRenderer()
  onTestFinished(() => built.remove())
  const { url, listener } = await startRemoteGateway({ uiFolder: built.folder })
  const browser = await launchTrusting()
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  await page.goto(url)
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    await navigator.serviceWorker.ready
  })
  const heard = page.evaluate(
    async (origins) => {
      const answer = new Promise<unknown>((resolve) => {
        navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => resolve(data))
      })
      const nothing = new Promise((resolve) => setTimeout(() => resolve('nothing'), 10_000))
      const worker = (await navigator.serviceWorker.ready).active
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's takes none
      worker?.postMessage({ type: 'try', origins })
      return Promise.race([answer, nothing])
    },
    ['https://127.0.0.1:9', listener.url],
  )
  expect(await heard).toEqual({ type: 'answers', origin: listener.url })
})
