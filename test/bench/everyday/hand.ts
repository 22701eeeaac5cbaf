import type { Locator, Page } from 'playwright-core'

/** A person's hand at a page: counts what it does. What is written costs no click; each key beside that counts one. */
export class Hand {
  readonly page: Page
  readonly isTouch: boolean
  #presses = 0
  #keys = 0
  #began: number | null = null

  constructor(page: Page, isTouch: boolean) {
    this.page = page
    this.isTouch = isTouch
  }

  /** Clicks, or taps. */
  async press(target: Locator): Promise<void> {
    this.#begin()
    this.#presses += 1
    await (this.isTouch ? target.tap() : target.click())
  }

  /** A choice in the system's own list: opening it and choosing. */
  async choose(target: Locator, value: string): Promise<void> {
    this.#begin()
    this.#presses += 2
    await target.selectOption(value)
  }

  async key(keys: string): Promise<void> {
    this.#begin()
    this.#keys += 1
    await this.page.keyboard.press(keys)
  }

  async write(target: Locator, words: string): Promise<void> {
    this.#begin()
    await target.fill(words)
  }

  /** What was done since the last time that this was asked, and the seconds from its beginning to now. */
  done(): { readonly presses: number; readonly keys: number; readonly seconds: number } {
    const seconds = this.#began === null ? 0 : (performance.now() - this.#began) / 1000
    const done = { presses: this.#presses, keys: this.#keys, seconds }
    this.#presses = 0
    this.#keys = 0
    this.#began = null
    return done
  }

  #begin(): void {
    this.#began ??= performance.now()
  }
}
