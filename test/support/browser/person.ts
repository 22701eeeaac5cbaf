import type { BrowserContext, Locator, Page } from 'playwright-core'
import { brokenRules } from './brokenRules.ts'
import { Card } from './card.ts'

const PATIENCE_MS = 15_000

/** More than any page has on the way to its last control. */
const MANY_TABS = 80

/** What the browser itself says about a server that is away. */
export const LOST_SERVER = /net::ERR_|WebSocket connection to .* failed|status of 50[234]/

export interface PersonOptions {
  /** Complaints of the browser that belong to what is tested. */
  readonly tolerates?: RegExp
  /** Has fingers, no mouse. */
  readonly touches?: boolean
  /** Keeps all that comes in (`received`): each body is fetched from the browser once more. */
  readonly overhears?: boolean
  /** Ends the person's context; absent: it is closed. `isSpoilt`: what happened there is no state for anybody else. */
  readonly leaves?: (isSpoilt: boolean) => Promise<void>
}

/**
 * What Chromium says of a service worker whose page went away while its script was fetched. A script that is missing or
 * broken has other words ("bad HTTP response code", "unsupported MIME type").
 */
const LEFT_MIDWAY = /An unknown error occurred when fetching the script/

/**
 * A person at a browser of their own: says, sees, taps. Any complaint in the browser's console, any uncaught error
 * and any broken rule of the content policy makes `leave` fail.
 */
export class Person {
  readonly page: Page
  readonly #context: BrowserContext
  readonly #complaints: string[] = []
  /** Every frame and answer that came in, for those who look for secrets in them; empty unless the person overhears. */
  readonly received: string[] = []

  readonly #touches: boolean
  readonly #leaves: (isSpoilt: boolean) => Promise<void>

  private constructor(context: BrowserContext, page: Page, options: PersonOptions) {
    this.#context = context
    this.page = page
    this.#touches = options.touches === true
    this.#leaves = options.leaves ?? (() => context.close())
  }

  static async enter(context: BrowserContext, options: PersonOptions): Promise<Person> {
    context.setDefaultTimeout(PATIENCE_MS)
    const person = new Person(context, await context.newPage(), options)
    person.#listen(options.tolerates ?? /^$/)
    if (options.overhears === true) {
      person.#overhear()
    }
    return person
  }

  /** Opens a one-time sign-in link. */
  async signIn(link: string): Promise<void> {
    await this.page.goto(link)
    await this.page.getByRole('banner').waitFor()
  }

  /** Goes to a path of the page that is open already. */
  async open(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.page.url()).href)
  }

  async reload(): Promise<void> {
    await this.page.reload()
  }

  address(): string {
    return this.page.url()
  }

  /** Waits until the words stand in the page: a string as the whole of some text, a pattern as a part of it. */
  async sees(words: string | RegExp): Promise<void> {
    await this.page.getByText(words, { exact: true }).filter({ visible: true }).first().waitFor()
  }

  /** Waits for the line that the n-th turn ends with. */
  async seesTurnEnd(nth = 1): Promise<void> {
    const lines = this.page.getByRole('log').getByText(/\d m?s? ?· .*tokens · .*\d/)
    await lines.nth(nth - 1).waitFor()
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name })
  }

  /** Clicks with a mouse, taps on a touch screen. */
  async presses(name: string | RegExp): Promise<void> {
    await this.#press(this.button(name).first())
  }

  async followsLink(name: string | RegExp): Promise<void> {
    await this.#press(this.page.getByRole('link', { name }).first())
  }

  /** On the new-session page: looks for a folder and chooses it. */
  async picksFolder(name: string): Promise<void> {
    const search = this.page.getByRole('searchbox', { name: 'Search folders' })
    const browse = this.button('Browse…')
    await browse.waitFor()
    if ((await browse.getAttribute('aria-expanded')) === 'false') {
      await this.#press(browse)
    }
    await search.fill(name)
    await this.#press(this.button(`Use ${name}`).first())
    await this.page
      .getByText(new RegExp(`/${name}$`))
      .first()
      .waitFor()
  }

  /** Starts the session with a first prompt. */
  async startsWith(prompt: string): Promise<void> {
    await this.page.getByLabel('What should Claude do?').fill(prompt)
    await this.presses('Start')
    await this.page.waitForURL(/\/session\//)
  }

  /** Takes a waiting message out of the queue. */
  async takesBack(words: string): Promise<void> {
    const row = this.page.getByRole('listitem').filter({ hasText: words })
    await this.#press(row.getByRole('button', { name: 'Remove this message' }))
    await row.waitFor({ state: 'detached' })
  }

  /** Pastes a Claude token where one is asked for. */
  async pastesToken(token: string): Promise<void> {
    await this.page.getByPlaceholder('sk-ant-…').fill(token)
  }

  /** Opens the menu of the person: pages that have no place elsewhere, the theme, the way out. */
  async opensMenu(): Promise<void> {
    await this.#press(this.page.locator('summary').filter({ hasText: 'sign out' }))
  }

  async signsOut(): Promise<void> {
    await this.opensMenu()
    await this.presses(/sign out/i)
  }

  composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message to Claude' })
  }

  /** Beside the composer: Send, or, while Claude works, when Claude gets the message. */
  sendButton(): Locator {
    return this.page.getByRole('form', { name: 'Message', exact: true }).locator('[type="submit"]')
  }

  /** Writes into the composer and sends it. */
  async says(words: string): Promise<void> {
    await this.composer().fill(words)
    await this.#press(this.sendButton())
  }

  /** The card that waits for an answer and holds the words. */
  card(words: string | RegExp): Card {
    const region = this.page.getByRole('region', { name: 'Needs you' }).filter({ hasText: words })
    return new Card(region.last(), { press: (target) => this.#press(target) })
  }

  /** The conversation as it reads, without times. */
  async conversation(): Promise<string> {
    const text = await this.page.getByRole('log').innerText()
    return text.replaceAll(/\s+/g, ' ').trim()
  }

  /** Goes on with Tab until the control of that name has the focus. @throws Error when it is not reached. */
  async tabsTo(name: string): Promise<void> {
    for (let tab = 0; tab < MANY_TABS; tab += 1) {
      if ((await this.#focused()) === name) {
        return
      }
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`Tab does not lead to “${name}”.`)
  }

  /** Presses a key, or several at once: `Control+Enter`. */
  async types(key: string): Promise<void> {
    await this.page.keyboard.press(key)
  }

  /** Writes into what has the focus. */
  async writes(words: string): Promise<void> {
    await this.page.keyboard.insertText(words)
  }

  /** Presses Enter on the focused control unless it is open already. */
  async opens(name: string): Promise<void> {
    if ((await this.button(name).getAttribute('aria-expanded')) !== 'true') {
      await this.types('Enter')
    }
  }

  /** How many pixels of the conversation lie below what is shown. */
  belowTheEnd(): Promise<number> {
    return this.page
      .getByRole('log')
      .evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)
  }

  /** By how many pixels the page is wider than the screen. */
  overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  }

  /** @throws Error naming all that breaks WCAG 2.2 A or AA on the page as it is. */
  async expectAccessible(): Promise<void> {
    const problems = (await brokenRules(this.page)).flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    )
    if (problems.length > 0) {
      throw new Error(`${this.address()} breaks accessibility rules:\n${problems.join('\n')}`)
    }
  }

  /** Cookies, storage and the document as scripts and files can see them. */
  async keeps(): Promise<string> {
    const state = await this.#context.storageState({ indexedDB: true })
    return JSON.stringify(state) + (await this.page.content())
  }

  async cookies(): Promise<readonly { readonly name: string; readonly value: string }[]> {
    return this.#context.cookies()
  }

  /** Closes the browser window. @throws Error with all that went wrong in it. */
  async leave(): Promise<void> {
    await this.#leaves(this.#complaints.length > 0)
    if (this.#complaints.length > 0) {
      throw new Error(`The browser complained:\n${this.#complaints.join('\n')}`)
    }
  }

  /** The accessible name of what has the focus, as far as this page's controls are named. */
  #focused(): Promise<string> {
    return this.page.evaluate(() => {
      const at = document.activeElement
      const label = at instanceof HTMLElement && 'labels' in at ? (at as HTMLInputElement).labels?.[0] : undefined
      const name = at?.getAttribute('aria-label') ?? label?.querySelector('span')?.textContent ?? at?.textContent
      return name?.trim() ?? ''
    })
  }

  #press(target: Locator): Promise<void> {
    return this.#touches ? target.tap() : target.click()
  }

  #listen(tolerated: RegExp): void {
    const complain = (text: string) => {
      if (!tolerated.test(text) && !LEFT_MIDWAY.test(text)) {
        this.#complaints.push(text)
      }
    }
    this.page.on('pageerror', (error) => complain(`uncaught: ${error.stack ?? error.message}`))
    this.page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        complain(`console.${message.type()}: ${message.text()} (${message.location().url})`)
      }
    })
  }

  #overhear(): void {
    this.page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => this.received.push(String(payload)))
    })
    this.page.on('response', (response) => {
      response.text().then(
        (text) => this.received.push(JSON.stringify(response.headers()) + text),
        () => {},
      )
    })
  }
}
