import type { Browser } from 'playwright-core'
import { type Bench, type BenchSetting, repeat } from '../bench.ts'
import { PHONE, launchChromium, openPage, openPhone } from '../support/browser.ts'
import type { Account } from '../support/client.ts'
import { LAST_WORDS, seedConversation } from '../support/conversation.ts'
import { startWithFakeClaude } from '../support/manySessions.ts'
import type { Product } from '../support/product.ts'
import { CONVERSATION_READY, HOME_READY, SESSION_NAME, openFromHome } from './pageActions.ts'
import { type Row, medianRow } from '../report/row.ts'
import { scrollThrough } from './scrolling.ts'
import { percentile } from '../report/statistics.ts'

const EVENTS = 5000

/** What a cold phone waits for, what it loads, and how a long conversation opens and scrolls. */
export const benchPageOpening: Bench = async (setting) => {
  let product = await startWithFakeClaude(setting.apiUrl)
  const browser = await launchChromium(setting.chromium)
  try {
    const sessionId = await product.client.createSession(product.project)
    await product.client.ask('session_control', {
      session_id: sessionId,
      data: { action: 'rename', name: SESSION_NAME },
    })
    const { dataDir } = product
    product = await product.restart(() => seedConversation(dataDir, sessionId, EVENTS))
    const place = { browser, product: product.product, account: product.account, sessionId, setting }
    return [...(await phoneRows(place)), ...(await conversationRows(place))]
  } finally {
    await browser.close()
    await product.close()
  }
}

interface Place {
  readonly browser: Browser
  readonly product: Product
  readonly account: Account
  readonly sessionId: string
  readonly setting: BenchSetting
}

interface Load {
  readonly firstPaint: number
  /** What was asked for stands there. */
  readonly shown: number
  readonly usable: number
  /** JavaScript on the wire until it is shown, in bytes. */
  readonly script: number
  /** Everything on the wire until then, in bytes. */
  readonly all: number
}

async function phoneRows({ browser, product, sessionId, setting }: Place): Promise<Row[]> {
  const runs = setting.quick ? 2 : 11
  const session = { path: `/session/${sessionId}`, ready: CONVERSATION_READY }
  setting.say('phone')
  const home = await repeat(runs, () => loadOnPhone(browser, product, { path: '/', ready: HOME_READY }))
  const open = await repeat(runs, () => loadOnPhone(browser, product, session))
  const network = `${(PHONE.downBytesPerSecond * 8) / 1e6} Mbit/s down, ${PHONE.latencyMs} ms a request (DevTools "Fast 4G")`
  return [
    phoneRow('phone, home: first contentful paint', {
      goal: 800,
      samples: home.map((load) => load.firstPaint),
      note: `Pixel 7 shape, ${PHONE.cpuSlowdown} × CPU slowdown, ${network}, cold cache`,
    }),
    phoneRow('phone, home: usable', {
      goal: 1500,
      samples: home.map((load) => load.usable),
      note: 'sessions are listed',
    }),
    phoneRow('phone, conversation: first contentful paint', {
      goal: 800,
      samples: open.map((load) => load.firstPaint),
      note: `opened by its address; ${EVENTS} events long`,
    }),
    phoneRow('phone, conversation: shown', {
      goal: 1500,
      samples: open.map((load) => load.shown),
      note: 'newest message painted',
    }),
    phoneRow('phone, conversation: usable', {
      goal: 1500,
      samples: open.map((load) => load.usable),
      note: 'newest message painted, composer enabled',
    }),
    medianRow({
      what: 'JavaScript on the wire before the conversation shows',
      goal: 150,
      unit: 'KB',
      samples: open.map((load) => load.script / 1000),
      note: `encoded, with headers; everything together ${Math.round((open[0]?.all ?? 0) / 1000)} KB`,
    }),
  ]
}

function phoneRow(what: string, rest: { goal: number; samples: number[]; note: string }): Row {
  return medianRow({ what, unit: 'ms', ...rest })
}

async function loadOnPhone(
  browser: Browser,
  product: Product,
  target: { readonly path: string; readonly ready: { readonly text: string; readonly selectors: readonly string[] } },
): Promise<Load> {
  const { page, cdp, close } = await openPhone(browser, await product.signInLink())
  try {
    const scripts = new Set<string>()
    const bytes = { script: 0, all: 0 }
    cdp.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId))
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      bytes.all += encodedDataLength
      bytes.script += scripts.has(requestId) ? encodedDataLength : 0
    })
    await page.goto(product.info.local_url + target.path, { waitUntil: 'commit' })
    const { text } = target.ready
    const shown = await page.evaluate((words) => window.homeportBench.painted({ text: words }), text)
    const wire = { ...bytes }
    const condition = { text, selectors: [...target.ready.selectors] }
    const usable = await page.evaluate((ready) => window.homeportBench.painted(ready), condition)
    const firstPaint = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    )
    return { firstPaint, shown, usable, ...wire }
  } finally {
    await close()
  }
}

async function conversationRows({ browser, account, sessionId, setting }: Place): Promise<Row[]> {
  setting.say('long conversation')
  const { page, close } = await openPage(browser, account)
  try {
    const opened = await repeat(setting.quick ? 3 : 16, () => openFromHome(page, account, LAST_WORDS))
    const loads = await repeat(setting.quick ? 2 : 8, async () => {
      await page.goto(`${account.info.local_url}/session/${sessionId}`, { waitUntil: 'commit' })
      return page.evaluate((text) => window.homeportBench.painted({ text }), LAST_WORDS)
    })
    setting.say('scrolling')
    const frames = await scrollThrough(page)
    return [
      medianRow({
        what: 'opening a 5,000-event conversation from the home screen',
        goal: 300,
        unit: 'ms',
        samples: opened.slice(1),
        note: 'from the click to after the frame with the newest message; laptop, the first time left out',
      }),
      medianRow({
        what: 'loading the page straight into it',
        goal: null,
        unit: 'ms',
        samples: loads,
        note: 'warm cache, from the start of the navigation',
      }),
      {
        what: 'scrolling through it: longest frame',
        goal: null,
        unit: 'ms',
        value: Math.max(...frames.samples),
        samples: frames.samples,
        note: `${frames.samples.length} frames over ${frames.pixels} px to the very first message, older pages loaded on the way`,
      },
      {
        what: 'scrolling through it: 99 of 100 frames within',
        goal: 34,
        unit: 'ms',
        value: percentile(frames.samples, 0.99),
        samples: frames.samples,
        note: 'at most one frame left out; 240 px a frame, which is 14,400 px a second',
      },
    ]
  } finally {
    await close()
  }
}
