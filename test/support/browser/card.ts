import type { Locator } from 'playwright-core'

/** A mouse or a finger. */
interface Hand {
  press(target: Locator): Promise<void>
}

/** A card that waits for a person. */
export class Card {
  readonly region: Locator
  readonly #hand: Hand

  constructor(region: Locator, hand: Hand) {
    this.region = region
    this.#hand = hand
  }

  async waits(): Promise<void> {
    await this.region.waitFor()
  }

  /** And can be used: what has just appeared is dead for a moment, and a key would go elsewhere. */
  async shows(words: string | RegExp): Promise<void> {
    await this.region.getByText(words).waitFor()
    await this.region.locator('xpath=ancestor-or-self::*[@inert]').waitFor({ state: 'detached' })
  }

  async isGone(): Promise<void> {
    await this.region.waitFor({ state: 'detached' })
  }

  async presses(name: string | RegExp): Promise<void> {
    await this.#hand.press(this.region.getByRole('button', { name, exact: typeof name === 'string' }).first())
  }

  async chooses(option: string): Promise<void> {
    await this.region.getByRole('radio', { name: option }).check()
  }

  async writes(label: string | RegExp, words: string): Promise<void> {
    await this.region.getByLabel(label).fill(words)
  }
}
