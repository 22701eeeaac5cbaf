import type { SessionId } from '#shared/ids.ts'
import { createStore, type Store } from '../store.ts'

/** What a person was writing when what it was for went away under their hands. */
export interface LeftWords {
  /** The approval or the queued prompt. */
  readonly id: string
  readonly session_id: SessionId
  readonly words: string
  /** What became of it, as a sentence. */
  readonly said: string
  /** Written for a server alone. */
  readonly isPrivate: boolean
}

/** More than anybody leaves behind. */
const MAX_KEPT = 100

const left = createStore<readonly LeftWords[]>([])

/** In memory alone: what is written into a server's form may be a secret. */
export const leftWords: Store<readonly LeftWords[]> = left

export function leaveWords(words: LeftWords): void {
  left.set([...left.get(), words].slice(-MAX_KEPT))
}

/** A person has what they need of it. */
export function forgetLeftWords(id: string): void {
  left.set(left.get().filter((one) => one.id !== id))
}
