import type { SessionId } from '#shared/ids.ts'
import { createStore, type Store } from '../store.ts'

/** Text that a person was typing when its card or queued message went away. */
export interface UnsentText {
  /** The approval or the queued prompt. */
  readonly id: string
  readonly session_id: SessionId
  readonly text: string
  /** What happened to it, as a sentence. */
  readonly reason: string
  /** Typed for an MCP server only. */
  readonly isPrivate: boolean
}

/** The oldest are dropped beyond this. */
const MAX_KEPT = 100

const left = createStore<readonly UnsentText[]>([])

/** In memory only: what is typed into an MCP server's form may be a secret. */
export const unsentTexts: Store<readonly UnsentText[]> = left

export function addUnsentText(text: UnsentText): void {
  left.set([...left.get(), text].slice(-MAX_KEPT))
}

/** Discards an unsent text. */
export function removeUnsentText(id: string): void {
  left.set(left.get().filter((one) => one.id !== id))
}
