import { type Bench, repeat } from '../bench.ts'
import { launchChromium, openPage } from '../support/browser.ts'
import { streamWords } from '../sessions/delivery.ts'
import { startWithFakeClaude } from '../support/manySessions.ts'
import type { Row } from '../report/row.ts'
import { percentile } from '../report/statistics.ts'

const SESSIONS = 3
const SENTENCE = 'Then make the reader hold at most one unfinished frame, please. '

/** What a person notices of three sessions that stream while one of them is open: how the composer types, what moves. */
export const benchPageStreaming: Bench = async ({ quick, apiUrl, chromium, say }) => {
  const product = await startWithFakeClaude(apiUrl)
  const browser = await launchChromium(chromium)
  try {
    const sessions = await repeat(SESSIONS, () => product.client.createSession(product.project))
    await Promise.all(sessions.map((id) => product.client.runTurn(id, 'Are you there?')))
    const { page } = await openPage(browser, product.account)
    await page.goto(`${product.account.info.local_url}/session/${sessions[0] ?? ''}`)
    const composer = page.getByRole('textbox', { name: 'Message to Claude' })
    await composer.waitFor()
    await page.evaluate(watchKeysAndShifts)
    say('typing while three sessions stream')
    await composer.focus()
    const seconds = quick ? 4 : 20
    const streaming = streamWords(product.client, sessions, seconds)
    await page.keyboard.type(SENTENCE.repeat(quick ? 1 : 4), { delay: 60 })
    await streaming
    return rows(await page.evaluate(() => window.homeportNoticed))
  } finally {
    await browser.close()
    await product.close()
  }
}

interface Noticed {
  /** Milliseconds from each key to when the page had done its part. */
  readonly typed: number[]
  /** Milliseconds from each key to after the frame in which it stood there. */
  readonly painted: number[]
  /** The browser's layout shift scores. */
  readonly shifts: number[]
}

declare global {
  interface Window {
    homeportNoticed: Noticed
  }
}

/** Runs in the page. */
function watchKeysAndShifts(): void {
  const noticed: Noticed = { typed: [], painted: [], shifts: [] }
  window.homeportNoticed = noticed
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      addEventListener(
        'input',
        () => {
          // React listens at the page's root, before the window, and draws what is typed in a microtask: this one comes after it.
          queueMicrotask(() => noticed.typed.push(performance.now() - timeStamp))
          requestAnimationFrame(() => {
            const after = new MessageChannel()
            after.port1.addEventListener('message', () => noticed.painted.push(performance.now() - timeStamp))
            after.port1.start()
            after.port2.postMessage(null)
          })
        },
        { once: true },
      )
    },
    true,
  )
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      noticed.shifts.push((entry as PerformanceEntry & { value: number }).value)
    }
  }).observe({ type: 'layout-shift' })
}

function rows({ typed, painted, shifts }: Noticed): Row[] {
  const note = `${typed.length} keys, 60 ms apart, while ${SESSIONS} sessions say a word every 40 ms`
  return [
    {
      what: 'typing while three sessions stream: key → the page is done with it, p95',
      goal: 16,
      unit: 'ms',
      value: percentile(typed, 0.95),
      samples: typed,
      note,
    },
    {
      what: 'typing while three sessions stream: key → after its frame, p95',
      goal: null,
      unit: 'ms',
      value: percentile(painted, 0.95),
      samples: painted,
      note: 'a frame takes 17 ms by itself',
    },
    {
      what: 'layout shift (CLS) while three sessions stream',
      goal: 0.02,
      unit: '',
      value: shifts.reduce((sum, shift) => sum + shift, 0),
      samples: shifts.length === 0 ? [0] : shifts,
      note: 'sum of all shifts, typing or not',
    },
  ]
}
