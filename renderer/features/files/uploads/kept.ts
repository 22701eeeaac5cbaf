import type { SessionId } from '#shared/ids.ts'
import { loadItem, storeItem, storedNames } from '#renderer/state/browser/browserStorage.ts'

/** What one file is known by: the same file, for the same place, goes on with the same upload. */
export interface UploadedFile {
  readonly session_id: SessionId
  readonly path: string
  readonly file: Pick<File, 'size' | 'lastModified'>
}

/** The name under which this browser keeps the id of an upload. */
export function nameOf({ session_id, path, file }: UploadedFile): string {
  return `${startOf(session_id)}${file.size}.${file.lastModified}/${path}`
}

/** Where the browser refuses to store: then uploads go on as long as the page lives. */
const notStored = new Map<string, string>()

/** Of the upload of that name; empty: none. */
export function idOf(name: string): string {
  return notStored.get(name) ?? loadItem(name) ?? ''
}

/** null: it is over. */
export function keepId(name: string, id: string | null): void {
  notStored.delete(name)
  if (!storeItem(name, id) && id !== null) {
    notStored.set(name, id)
  }
}

/** The large files that this browser has begun to upload into a session, by any of its tabs. */
export function keptUploads(session_id: SessionId): readonly UploadedFile[] {
  return storedNames(startOf(session_id)).flatMap((name) => {
    const [, size, modified, path] = /^(\d+)\.(\d+)\/(.+)$/s.exec(name.slice(startOf(session_id).length)) ?? []
    return path === undefined
      ? []
      : [{ session_id, path, file: { size: Number(size), lastModified: Number(modified) } }]
  })
}

/** Does the work as the one tab of this browser that is at that upload; others wait for it. */
export async function asOnlyTab<T>(name: string, work: () => Promise<T>): Promise<T> {
  // Not where the page came without TLS from elsewhere.
  const { locks } = navigator as { locks?: LockManager }
  return locks === undefined ? work() : locks.request(name, work)
}

/** Resolves once no tab of this browser is at that upload; one that was just reloaded lets go of it in a moment. */
export async function whenLeft(name: string): Promise<void> {
  await asOnlyTab(name, async () => {})
}

/** Whether a tab of this browser is at that upload. */
export async function isUnderWay(name: string): Promise<boolean> {
  const { locks } = navigator as { locks?: LockManager }
  const { held = [] } = (await locks?.query()) ?? {}
  return held.some((lock) => lock.name === name)
}

function startOf(session_id: SessionId): string {
  return `upload.${session_id}/`
}
