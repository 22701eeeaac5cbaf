import { type Browser, type BrowserContext, type CDPSession, type Page, chromium, devices } from 'playwright-core'
import type { Account } from './client.ts'

/** A page of a signed-in person, with its cache empty, and the wire to the browser's own instruments. */
export interface MeasuredPage {
  readonly page: Page
  readonly cdp: CDPSession
  readonly close: () => Promise<void>
}

export async function launchChromium(executablePath: string): Promise<Browser> {
  const args = ['--password-store=basic', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  return chromium.launch({ executablePath, args })
}

/** Signed in by the cookie of a program. */
export async function openPage(browser: Browser, account: Account): Promise<MeasuredPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  await addCookie(context, account)
  await context.addInitScript(watchPage)
  const page = await context.newPage()
  return { page, cdp: await context.newCDPSession(page), close: () => context.close() }
}

/** A Pixel 7 with a slow processor on a mobile network. It was signed in by a link, as phones are, and remembers nothing else. */
export async function openPhone(browser: Browser, signInLink: string): Promise<MeasuredPage> {
  const context = await browser.newContext({ ...devices['Pixel 7'], locale: 'en-GB' })
  await context.addInitScript(watchPage)
  const before = await context.newPage()
  await before.goto(signInLink)
  await before.locator('main').waitFor()
  // Gone with its process, and all that this has compiled.
  await before.close()
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await slowDown(cdp)
  await cdp.send('Network.clearBrowserCache')
  return { page, cdp, close: () => context.close() }
}

/** The numbers of the DevTools presets "4x slowdown" and "Fast 4G". */
export const PHONE = {
  cpuSlowdown: 4,
  downBytesPerSecond: (9 * 1000 * 1000 * 0.9) / 8,
  upBytesPerSecond: (1.5 * 1000 * 1000 * 0.9) / 8,
  latencyMs: 60 * 2.75,
} as const

export async function slowDown(cdp: CDPSession): Promise<void> {
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: PHONE.cpuSlowdown })
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: PHONE.latencyMs,
    downloadThroughput: PHONE.downBytesPerSecond,
    uploadThroughput: PHONE.upBytesPerSecond,
  })
}

export async function addCookie(context: BrowserContext, { info, cookie }: Account): Promise<void> {
  const at = cookie.indexOf('=')
  const { hostname } = new URL(info.local_url)
  await context.addCookies([
    {
      name: cookie.slice(0, at),
      value: cookie.slice(at + 1),
      domain: hostname,
      path: '/',
      httpOnly: true,
      sameSite: 'Strict',
    },
  ])
}

/** What the script below leaves in the page. */
interface Watch {
  /** When the person last pressed Enter or the mouse, on the page's clock. */
  acted: number
  /** Resolves with the page's clock after the first frame in which the text stands and every selector fits something. */
  painted(condition: { text: string; selectors?: string[] }): Promise<number>
}

declare global {
  interface Window {
    homeportBench: Watch
  }
}

/** Runs in the page before anything else. Nothing of this module is there. */
function watchPage(): void {
  /* oxlint-disable unicorn/consistent-function-scoping -- the page gets this function alone */
  const stands = ({ text, selectors = [] }: { text: string; selectors?: string[] }) =>
    selectors.every((selector) => document.querySelector(selector) !== null) &&
    (document.body?.textContent ?? '').includes(text)
  const afterFrame = (): Promise<number> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => resolve(performance.now()))
        port1.start()
        port2.postMessage(null)
      })
    })
  /* oxlint-enable unicorn/consistent-function-scoping */
  const watch: Watch = {
    acted: 0,
    painted: (condition) =>
      new Promise((resolve) => {
        const observer = new MutationObserver(() => look())
        const look = () => {
          if (stands(condition)) {
            observer.disconnect()
            resolve(afterFrame())
          }
        }
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
        look()
      }),
  }
  window.homeportBench = watch
  const note = (event: Event) => {
    watch.acted = event.timeStamp
  }
  addEventListener('pointerdown', note, true)
  addEventListener('keydown', (event) => (event.key === 'Enter' ? note(event) : undefined), true)
}
