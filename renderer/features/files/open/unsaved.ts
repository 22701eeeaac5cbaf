import * as z from 'zod'
import type { SessionId } from '#shared/ids.ts'
import { loadItem, storeItem, storedNames } from '#renderer/state/browser/browserStorage.ts'

/** What a person typed into a file and has not saved. */
const Unsaved = z.object({
  text: z.string(),
  /** Of the file as it was read. */
  etag: z.string(),
  at: z.number(),
})
export type Unsaved = z.infer<typeof Unsaved>

const START = 'unsaved_file.'
/** A longer text is kept in the page alone, and the person is told. */
const MAX_TEXT = 512 * 1024
const MAX_FILES = 8

function nameOf(session: SessionId, path: string): string {
  return `${START}${session}/${path}`
}

export function loadUnsaved(session: SessionId, path: string): Unsaved | null {
  return read(nameOf(session, path))
}

/** The files of a session that have something that was not saved. */
export function unsavedPaths(session: SessionId): readonly string[] {
  const start = `${START}${session}/`
  return storedNames(start).map((name) => name.slice(start.length))
}

/** Keeps it over a reload; null: there is nothing any more. False: this browser does not keep it. The oldest give way. */
export function storeUnsaved(session: SessionId, path: string, unsaved: Omit<Unsaved, 'at'> | null): boolean {
  const name = nameOf(session, path)
  if (unsaved === null) {
    return storeItem(name, null)
  }
  if (unsaved.text.length > MAX_TEXT) {
    return false
  }
  const others = storedNames(START).filter((other) => other !== name)
  const byAge = others.toSorted((one, other) => (read(one)?.at ?? 0) - (read(other)?.at ?? 0))
  byAge.slice(0, Math.max(0, byAge.length - MAX_FILES + 1)).forEach((old) => storeItem(old, null))
  return storeItem(name, JSON.stringify({ ...unsaved, at: Date.now() }))
}

function read(name: string): Unsaved | null {
  try {
    return Unsaved.parse(JSON.parse(loadItem(name) ?? ''))
  } catch {
    return null
  }
}
