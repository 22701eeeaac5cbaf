import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright-core'

/** A browser's cookies, storage and cache for one person, until they leave. */
export interface Lent {
  readonly context: BrowserContext
  /** Without what it was used for. `isSpoilt`: nobody else shall have it. */
  giveBack(isSpoilt: boolean): Promise<void>
}

/**
 * Contexts that one person after another uses: what a context has compiled and the process that draws its pages cost more than most
 * tests. Who gets one finds it as a new one is:
 * - every page is closed, and with it its routes, scripts, listeners and session storage;
 * - cookies, and all that was stored for the addresses that were open, are gone;
 * - whatever else can be set on a context (permissions, clock, network, routes, scripts) is set by `page.context()`, `page.clock` or
 *   devtools. Who asks for those spoils it: it is closed after them.
 * Only the browser's cache of files stays, which goes by what the server says of them.
 */
export class LentContexts {
  readonly #browser: Browser
  readonly #idle = new Map<string, Shared[]>()

  constructor(browser: Browser) {
    this.#browser = browser
  }

  async lend(options: BrowserContextOptions): Promise<Lent> {
    const key = JSON.stringify(options)
    const shared = this.#idle.get(key)?.pop() ?? (await Shared.open(this.#browser, options))
    return {
      context: shared.context,
      giveBack: async (isSpoilt) => {
        if (isSpoilt || !(await shared.clean())) {
          await shared.context.close()
          return
        }
        const idle = this.#idle.get(key) ?? []
        idle.push(shared)
        this.#idle.set(key, idle)
      },
    }
  }
}

/** Devtools of a page for who leaves its context as it was. */
export function devtoolsOf(page: Page): Promise<CDPSession> {
  const context = page.context()
  return (unwatched.get(context) ?? ((of) => context.newCDPSession(of)))(page)
}

const unwatched = new WeakMap<BrowserContext, (page: Page) => Promise<CDPSession>>()

/** What leaves a context as it was, is undone with its pages and cookies, or is what Playwright itself asks for. */
const HARMLESS: ReadonlySet<string> = new Set(
  [
    'constructor pages newPage isClosed toJSON setDefaultTimeout',
    'cookies addCookies clearCookies storageState request',
    'emit listenerCount listeners rawListeners eventNames getMaxListeners',
  ].flatMap((names) => names.split(' ')),
)

const ANSWER_MS = 5_000

class Shared {
  readonly context: BrowserContext
  /** Of a page that stays, for what belongs to the whole context. */
  readonly #devtools: CDPSession
  readonly #keeper: Page
  readonly #origins = new Set<string>()
  #isSpoilt = false

  private constructor(context: BrowserContext, keeper: Page, devtools: CDPSession) {
    this.context = context
    this.#keeper = keeper
    this.#devtools = devtools
    context.on('page', (page) => this.#watch(page))
    unwatched.set(context, context.newCDPSession.bind(context))
    watchMethods(context, () => {
      this.#isSpoilt = true
    })
  }

  static async open(browser: Browser, options: BrowserContextOptions): Promise<Shared> {
    const context = await browser.newContext(options)
    const keeper = await context.newPage()
    // At an address of this machine where no server is asked: whose pages are of this site, share its process (--process-per-site).
    await keeper.route('**/*', (route) => route.fulfill({ body: '' }))
    await keeper.goto('http://127.0.0.1:65535/')
    return new Shared(context, keeper, await context.newCDPSession(keeper))
  }

  /** Whether it can be lent again. */
  async clean(): Promise<boolean> {
    if (this.#isSpoilt) {
      return false
    }
    const open = this.context.pages().filter((page) => page !== this.#keeper)
    await Promise.all(open.map((page) => page.close()))
    await this.context.clearCookies()
    for (const origin of this.#origins) {
      await this.#devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
    }
    this.#origins.clear()
    return !this.#isSpoilt && (await this.#answers())
  }

  /** A page whose script never ends keeps the process that the next one would be drawn by. */
  #answers(): Promise<boolean> {
    return Promise.race([
      this.#keeper.evaluate(() => true),
      new Promise<boolean>((resolve) => {
        setTimeout(resolve, ANSWER_MS, false).unref()
      }),
    ])
  }

  #watch(page: Page): void {
    page.on('crash', () => {
      this.#isSpoilt = true
    })
    page.on('framenavigated', (frame) => {
      const origin = URL.parse(frame.url())?.origin ?? 'null'
      if (origin !== 'null') {
        this.#origins.add(origin)
      }
    })
  }
}

/** Calls `spoils` before each method of it, and of its parts, that is not known to be harmless: whatever Playwright brings next. */
function watchMethods(of: object, spoils: () => void): void {
  for (const name of namesIn(of).filter((one) => !one.startsWith('_') && !HARMLESS.has(one))) {
    const member: unknown = Reflect.get(of, name)
    if (typeof member === 'function') {
      const watched = (...args: readonly unknown[]): unknown => {
        spoils()
        return Reflect.apply(member, of, args)
      }
      Object.defineProperty(of, name, { value: watched, configurable: true, writable: true })
    } else if (typeof member === 'object' && member !== null) {
      watchMethods(member, spoils)
    }
  }
}

function namesIn(of: object): readonly string[] {
  const names = new Set<string>()
  for (
    let at: unknown = of;
    typeof at === 'object' && at !== null && at !== Object.prototype;
    at = Object.getPrototypeOf(at)
  ) {
    Object.getOwnPropertyNames(at).forEach((name) => names.add(name))
  }
  return [...names]
}
