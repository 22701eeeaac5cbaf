import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

const PATIENCE_MS = 15_000

/** What the browser itself says about a server that is away. */
const LOST_SERVER = /net::ERR_|WebSocket connection to .* failed|status of 50[234]/

/**
 * A person at a browser of their own: says, sees, taps. Any complaint in the browser's console, any uncaught error
 * and any broken rule of the content policy makes `leave` fail.
 */
export class Person {
  readonly page: Page
  readonly #context: BrowserContext
  readonly #complaints: string[] = []
  /** Every frame and answer that came in, for those who look for secrets in them. */
  readonly received: string[] = []

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context
    this.page = page
  }

  static async enter(context: BrowserContext, options: { readonly toleratesLostServer?: boolean }): Promise<Person> {
    context.setDefaultTimeout(PATIENCE_MS)
    const person = new Person(context, await context.newPage())
    person.#listen(options.toleratesLostServer === true)
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

  /** Waits until the words stand in the page. */
  async sees(words: string | RegExp): Promise<void> {
    await this.page.getByText(words).first().waitFor()
  }

  async seesNo(words: string | RegExp): Promise<void> {
    await this.page.getByText(words).first().waitFor({ state: 'hidden' })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name })
  }

  /** Clicks with a mouse, taps on a touch screen. */
  async presses(name: string | RegExp): Promise<void> {
    await this.#press(this.button(name).first())
  }

  composer(): Locator {
    return this.page.getByRole('textbox', { name: /message|prompt/i })
  }

  /** Writes into the composer and sends it. */
  async says(words: string): Promise<void> {
    await this.composer().fill(words)
    await this.#press(this.button(/^(Send|Queue)/).first())
  }

  /** The card that waits for an answer and holds the words. */
  card(words: string | RegExp): Card {
    const region = this.page.getByRole('region', { name: 'Needs you' }).filter({ hasText: words })
    return new Card(region.last(), (target) => this.#press(target))
  }

  /** The conversation as it reads, without times. */
  async conversation(): Promise<string> {
    const text = await this.page.getByRole('log').innerText()
    return text.replaceAll(/\s+/g, ' ').trim()
  }

  /** @throws AssertionError listing every violation of WCAG A and AA on the page as it is. */
  async expectAccessible(): Promise<void> {
    const axe = new AxeBuilder({ page: this.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    const { violations } = await axe.analyze()
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`)
    expect(told).toEqual([])
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
    await this.#context.close()
    if (this.#complaints.length > 0) {
      throw new Error(`The browser complained:\n${this.#complaints.join('\n')}`)
    }
  }

  #press(target: Locator): Promise<void> {
    return this.#context.pages()[0] === undefined ? Promise.resolve() : target.click()
  }

  #listen(toleratesLostServer: boolean): void {
    const complain = (text: string) => {
      if (!toleratesLostServer || !LOST_SERVER.test(text)) {
        this.#complaints.push(text)
      }
    }
    this.page.on('pageerror', (error) => complain(`uncaught: ${error.stack ?? error.message}`))
    this.page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        complain(`console.${message.type()}: ${message.text()} (${message.location().url})`)
      }
    })
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

/** A card that waits for a person. */
export class Card {
  readonly region: Locator
  readonly #press: (target: Locator) => Promise<void>

  constructor(region: Locator, press: (target: Locator) => Promise<void>) {
    this.region = region
    this.#press = press
  }

  async waits(): Promise<void> {
    await this.region.waitFor()
  }

  async isGone(): Promise<void> {
    await this.region.waitFor({ state: 'detached' })
  }

  async presses(name: string | RegExp): Promise<void> {
    await this.#press(this.region.getByRole('button', { name, exact: typeof name === 'string' }).first())
  }

  async chooses(option: string): Promise<void> {
    await this.region.getByRole('radio', { name: option }).check()
  }

  async writes(label: string | RegExp, words: string): Promise<void> {
    await this.region.getByLabel(label).fill(words)
  }
}
