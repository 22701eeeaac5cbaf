import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, devices } from 'playwright-core'
import { type Lent, LentContexts } from './lentContexts.ts'
import { Person, type PersonOptions } from './person.ts'

const { findBrowser, findHeadlessShell } = createRequire(import.meta.url)('../../../.setup/browser.cjs') as {
  readonly findBrowser: () => string | null
  readonly findHeadlessShell: () => string | null
}

/** `wide`: a laptop with a mouse. `narrow`: half of its screen. `phone`: one hand and a touch screen. */
export type Device = 'wide' | 'narrow' | 'phone'

const contexts = {
  wide: { viewport: { width: 1440, height: 900 } },
  narrow: { viewport: { width: 768, height: 1024 } },
  phone: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } },
} as const

export interface BrowserOptions extends Pick<PersonOptions, 'tolerates' | 'overhears'> {
  readonly colorScheme?: 'light' | 'dark'
}

/** One real browser; every person in it has cookies and storage of their own. */
export interface Chromium {
  person(device: Device, options?: BrowserOptions): Promise<Person>
  /** Cookies and storage of their own, without anybody in it. */
  context(): Promise<BrowserContext>
  /** Closes every window that was opened by this one, with its cookies and storage. */
  close(): Promise<void>
}

/**
 * The one browser of this worker: a start costs as much as a test. What files and tests share of it is the program, and contexts
 * that are lent to one person after another (LentContexts). It ends with the worker; in a script, where nobody else comes, when it
 * is closed.
 *
 * @throws Error saying what to do when the machine has no Chromium.
 */
export async function openChromium(): Promise<Chromium> {
  const { browser, contexts: lending } = await browserOfWorker()
  const opened: BrowserContext[] = []
  const lent = new Set<Lent>()
  return {
    context: async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...HERE })
      opened.push(context)
      return context
    },
    person: async (device, options = {}) => {
      const colorScheme = options.colorScheme ?? 'light'
      const one = await lending.lend({ ...contexts[device], colorScheme, reducedMotion: 'reduce', ...HERE })
      lent.add(one)
      const leaves = async (isSpoilt: boolean): Promise<void> => {
        if (lent.delete(one)) {
          await one.giveBack(isSpoilt)
        }
      }
      return Person.enter(one.context, { ...options, touches: device === 'phone', leaves })
    },
    close: async () => {
      await Promise.all(opened.splice(0).map((context) => context.close()))
      await Promise.all([...lent].map((one) => one.giveBack(true)))
      lent.clear()
      if (process.env['VITEST'] !== 'true') {
        await browser.close()
      }
    },
  }
}

const HERE = { locale: 'en-GB', timezoneId: 'UTC' } as const

interface Running {
  readonly browser: Browser
  readonly contexts: LentContexts
}

let running: Promise<Running> | undefined

/** Started by the first who asks, and anew when it has crashed. */
async function browserOfWorker(): Promise<Running> {
  const before = await running?.catch(() => undefined)
  if (before?.browser.isConnected() === true) {
    return before
  }
  if (running === undefined) {
    // A worker is asked to end by this signal and has half a second: Playwright ends its browsers at once when a process exits.
    process.once('SIGTERM', () => process.exit())
  }
  running = launchBrowser().then((browser) => ({ browser, contexts: new LentContexts(browser) }))
  return running
}

/**
 * What the small browser does without. Playwright's own list, which a second one takes the place of, and the process that a browser
 * keeps ready for the next page: 5 to 13 % of the processor time of a page, measured here over 25 of them.
 */
export const LEFT_OUT = [
  'SpareRendererForSitePerProcess',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
]

/** A browser of one's own, for what needs other switches. @throws Error saying what to do when the machine has no Chromium. */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findHeadlessShell() ?? findBrowser()
  if (executablePath === null) {
    throw new Error('These tests need a Chromium; "npm test" gets one. Or set HOMEPORT_CHROMIUM to its program.')
  }
  return chromium.launch({
    executablePath,
    args: [...switches(), '--process-per-site', `--disable-features=${LEFT_OUT.join(',')}`, ...more],
  })
}

/**
 * A whole browser that takes any certificate: service workers want one that is believed, whatever a context tolerates, and a
 * bare browser shows no notifications.
 */
export function launchTrusting(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser() ?? '',
    ignoreDefaultArgs: ['--headless'],
    headless: false,
    args: [...switches(), '--headless=new', '--no-first-run', '--ignore-certificate-errors'],
  })
}

/** What the whole browser says of its version: `Chromium 150.0.7871.100`; empty when there is none. */
export function browserVersion(): string {
  return (spawnSync(findBrowser() ?? '', ['--version'], { encoding: 'utf8' }).stdout ?? '').trim()
}

/** A whole browser on a profile of its own, with all that a bare one leaves out. */
export function launchProfile(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: findBrowser() ?? '',
    // playwright's own switches take spelling away, and its `headless` is a smaller Chromium.
    ignoreDefaultArgs: ['--headless', '--disable-features'],
    headless: false,
    args: [...switches(), '--headless=new', '--no-first-run'],
  })
}

/** The small browser of the tests would keep frames without rights in the page's process, which a whole one does not. */
function switches(): string[] {
  return ['--password-store=basic', '--site-per-process', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
}
