import { setTimeout as delay } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright-core'
import { type Bench, repeat } from '../bench.ts'
import { launchChromium, openPage } from '../support/browser.ts'
import type { Account } from '../support/client.ts'
import { LAST_WORDS, seedConversation } from '../support/conversation.ts'
import { startWithFakeClaude } from '../support/manySessions.ts'
import { SESSION_NAME, openFromHome } from './pageActions.ts'
import { type Row, medianRow } from '../report/row.ts'
import { scrollThrough } from './scrolling.ts'
import { percentile } from '../report/statistics.ts'

const EVENTS = 50_000
const SESSIONS = 500

/** The largest conversation and the longest list that the page promises to stay smooth with. */
export const benchPageScale: Bench = async ({ quick, apiUrl, chromium, say }) => {
  let product = await startWithFakeClaude(apiUrl)
  const browser = await launchChromium(chromium)
  try {
    const sessionId = await product.client.createSession(product.project)
    await product.client.ask('session_control', {
      session_id: sessionId,
      data: { action: 'rename', name: SESSION_NAME },
    })
    const { dataDir } = product
    say('seeding')
    product = await product.restart(() => seedConversation(dataDir, sessionId, quick ? 5_000 : EVENTS))
    const huge = await conversationRows(await openPage(browser, product.account), {
      account: product.account,
      sessionId,
      isQuick: quick,
    })
    say(`${SESSIONS} sessions`)
    for (let index = 0; index < (quick ? 20 : SESSIONS); index += 1) {
      const id = await product.client.createSession(product.project)
      await product.client.ask('session_control', { session_id: id, data: { action: 'rename', name: `Task ${index}` } })
      await product.client.ask('session_control', { session_id: id, data: { action: 'terminate' } })
      // A socket takes 100 frames a second for long.
      await delay(35)
    }
    const { page } = await openPage(browser, product.account)
    return [...huge, await searchRow(page, product.account.info.local_url, quick ? 5 : 20)]
  } finally {
    await browser.close()
    await product.close()
  }
}

async function conversationRows(
  { page, cdp, close }: { page: Page; cdp: CDPSession; close: () => Promise<void> },
  { account, sessionId, isQuick }: { account: Account; sessionId: string; isQuick: boolean },
): Promise<Row[]> {
  try {
    // Each round goes back to it.
    await page.goto(account.info.local_url)
    await page.goto(`${account.info.local_url}/session/${sessionId}`, { waitUntil: 'commit' })
    await page.evaluate((text) => window.homeportBench.painted({ text }), LAST_WORDS)
    const before = await heapMb(cdp)
    const opened = await repeat(isQuick ? 2 : 9, () => openFromHome(page, account, LAST_WORDS))
    const frames = await scrollThrough(page)
    const after = await heapMb(cdp)
    const note = `${frames.samples.length} frames over ${frames.pixels} px to the very first message`
    return [
      medianRow({
        what: `opening a conversation of ${EVENTS / 1000},000 events from the home screen`,
        goal: 300,
        unit: 'ms',
        samples: opened.slice(1),
        note: `from the click to after the frame with the newest message, the first time left out; the tab has ${before.toFixed(0)} MB of heap then`,
      }),
      {
        what: `scrolling through ${EVENTS / 1000},000 events: 95 of 100 frames within`,
        goal: 17.5,
        unit: 'ms',
        value: percentile(frames.samples, 0.95),
        samples: frames.samples,
        note,
      },
      {
        what: `scrolling through ${EVENTS / 1000},000 events: 99 of 100 frames within`,
        goal: null,
        unit: 'ms',
        value: percentile(frames.samples, 0.99),
        samples: frames.samples,
        note,
      },
      {
        what: `heap that all ${EVENTS / 1000},000 events add to the page`,
        goal: 60,
        unit: 'MB',
        value: after - before,
        samples: [after - before],
        note: `${before.toFixed(0)} → ${after.toFixed(0)} MB, garbage collected`,
      },
    ]
  } finally {
    await close()
  }
}

async function heapMb(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}

/** From the key that ends a query to the frame in which what it finds stands there. */
async function searchRow(page: Page, url: string, runs: number): Promise<Row> {
  await page.goto(url)
  await page.getByRole('navigation', { name: 'Sessions' }).getByRole('button', { name: 'Search' }).click()
  const field = page.getByRole('combobox', { name: /^Search/ })
  await field.waitFor()
  const samples = await repeat(runs, async (index) => {
    await field.fill('')
    const wanted = `Task ${(index * 7) % 20}`
    const found = page.evaluate((text) => {
      let typed = 0
      addEventListener('input', ({ timeStamp }) => (typed = timeStamp), { capture: true, once: true })
      return new Promise<number>((resolve) => {
        const look = () => {
          const first = document.querySelector('[role="listbox"] [role="option"]')?.textContent ?? ''
          if (typed > 0 && first.startsWith(text)) {
            observer.disconnect()
            requestAnimationFrame(() => resolve(performance.now() - typed))
          }
        }
        const observer = new MutationObserver(look)
        observer.observe(document, { subtree: true, childList: true, characterData: true })
      })
    }, wanted)
    await field.fill(wanted)
    return found
  })
  return medianRow({
    what: `search among ${SESSIONS} sessions: query → what it finds is on the screen`,
    goal: 100,
    unit: 'ms',
    samples,
    note: 'from the input to the frame, sessions that the page has not loaded included',
  })
}
