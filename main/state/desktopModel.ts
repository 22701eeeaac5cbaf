import { isDeepStrictEqual } from 'node:util'
import { type DesktopFacts, type DesktopState, desktopStateOf } from '#shared/desktop/desktopState.ts'

/** Called with the new state and its facts, and with the previous ones. Only when something changed. */
export type DesktopListener = (now: DesktopMoment, before: DesktopMoment) => void

export interface DesktopMoment {
  readonly state: DesktopState
  readonly facts: DesktopFacts
}

/** Holds the one DesktopState. Independent of where facts come from and of who listens. */
export class DesktopModel {
  readonly #listeners = new Set<DesktopListener>()
  #moment: DesktopMoment

  constructor(facts: DesktopFacts) {
    this.#moment = { facts, state: desktopStateOf(facts) }
  }

  get state(): DesktopState {
    return this.#moment.state
  }

  get facts(): DesktopFacts {
    return this.#moment.facts
  }

  /** Merges new facts into the known ones; no-op when nothing differs. */
  learn(change: Partial<DesktopFacts>): void {
    const before = this.#moment
    const facts = { ...before.facts, ...change }
    if (isDeepStrictEqual(facts, before.facts)) {
      return
    }
    this.#moment = { facts, state: desktopStateOf(facts) }
    for (const listener of this.#listeners) {
      listener(this.#moment, before)
    }
  }

  /** Returns the stop. */
  subscribe(listener: DesktopListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
