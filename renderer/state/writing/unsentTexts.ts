import type { SessionId } from '#shared/ids.ts'
import { loadItem, onStorageChange, storedNames, storeItem } from '../browser/browserStorage.ts'
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

/** `at`: when it was left, in ms; 0 where that was not noted yet. */
type Kept = UnsentText & { readonly at: number }

/** The oldest are dropped beyond this. */
const MAX_KEPT = 100
/** One entry each, so that two tabs of one browser never overwrite what the other has kept. */
const ENTRY = 'unsent.'

/** By id: what the browser does not store, or must not. */
const hereOnly = new Map<string, Kept>()
const left = createStore(all())
let isFollowing = false

/** This browser keeps them, but for private ones: what is typed into an MCP server's form may be a secret. */
export const unsentTexts: Store<readonly UnsentText[]> = {
  get: left.get,
  subscribe: (listener) => {
    if (!isFollowing) {
      isFollowing = true
      // Never stopped: what another tab adds or discards.
      onStorageChange(show)
      show()
    }
    return left.subscribe(listener)
  },
}

/** Where another tab has left something else of the same, both stay. */
export function addUnsentText(text: UnsentText): void {
  const before = all().find(({ id }) => id === text.id)
  removeUnsentText(text.id)
  put({ ...text, text: withBefore(text.text, before), at: Date.now() })
  left
    .get()
    .slice(0, -MAX_KEPT)
    .forEach(({ id }) => removeUnsentText(id))
}

/** Discards an unsent text. */
export function removeUnsentText(id: string): void {
  hereOnly.delete(id)
  storeItem(ENTRY + id, null)
  show()
}

function withBefore(text: string, before: UnsentText | undefined): string {
  return before === undefined || text.includes(before.text) ? text : `${before.text}\n${text}`
}

function put(text: Kept): void {
  if (text.isPrivate || !storeItem(ENTRY + text.id, JSON.stringify(text))) {
    hereOnly.set(text.id, text)
  }
  show()
}

function show(): void {
  left.set(all())
}

/** From the oldest to the newest, of all tabs. */
function all(): readonly Kept[] {
  const stored = storedNames(ENTRY).flatMap((name) => [parsed(loadItem(name))].filter(isUnsentText))
  return [...stored.map((text) => ({ at: 0, ...text })), ...hereOnly.values()].toSorted((one, two) => one.at - two.at)
}

export function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}

export function isUnsentText(value: unknown): value is UnsentText {
  const fields = new Map(Object.entries(value ?? {}))
  return ['id', 'session_id', 'text', 'reason'].every((name) => typeof fields.get(name) === 'string')
}
