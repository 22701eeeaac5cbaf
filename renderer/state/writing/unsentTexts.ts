import type { SessionId } from '#shared/ids.ts'
import { loadItem, storeItem } from '../browser/browserStorage.ts'
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

const KEPT = 'unsent'

const left = createStore<readonly UnsentText[]>(stored())

/** This browser keeps them, but for private ones: what is typed into an MCP server's form may be a secret. */
export const unsentTexts: Store<readonly UnsentText[]> = left

export function addUnsentText(text: UnsentText): void {
  keep([...left.get().filter(({ id }) => id !== text.id), text].slice(-MAX_KEPT))
}

/** Discards an unsent text. */
export function removeUnsentText(id: string): void {
  keep(left.get().filter((one) => one.id !== id))
}

function keep(texts: readonly UnsentText[]): void {
  left.set(texts)
  const open = texts.filter(({ isPrivate }) => !isPrivate)
  storeItem(KEPT, open.length === 0 ? null : JSON.stringify(open))
}

function stored(): readonly UnsentText[] {
  try {
    const texts: unknown = JSON.parse(loadItem(KEPT) ?? '[]')
    return Array.isArray(texts) ? texts.filter(isUnsentText) : []
  } catch {
    return []
  }
}

function isUnsentText(value: unknown): value is UnsentText {
  const fields = new Map(Object.entries(value ?? {}))
  return ['id', 'session_id', 'text', 'reason'].every((name) => typeof fields.get(name) === 'string')
}
