/** So many conversations, so large and so old at most, as somebody reads on the train. */
export const MOST_KEPT = 20
export const KEPT_FOR_DAYS = 7
const MOST_BYTES = 20_000_000
const KEPT_FOR_MS = KEPT_FOR_DAYS * 86_400_000
/** Of one, as text. */
const MOST_CHARACTERS = 1_500_000

const DATABASE = 'homeport-offline'
const KEY = 'key'
const KEPT = 'kept'
/** Files that uploads read from (`keptFiles.ts`). */
export const FILES = 'files'

interface Sealed {
  /** When it was seen, in ms since 1970. */
  readonly at: number
  readonly iv: Uint8Array<ArrayBuffer>
  readonly data: ArrayBuffer
}

/** What this browser keeps to be read without the workstation, by name. */
export interface KeptValue {
  readonly at: number
  readonly value: unknown
}

/**
 * Keeps a value, encrypted with a key that never leaves this browser and goes with all of it (`wipeKept`). What is old, or
 * more than there is room for, goes. False: it is larger than one may be. @throws DOMException where the browser stores nothing.
 */
export async function keep(name: string, value: unknown, at: number): Promise<boolean> {
  const text = JSON.stringify(value)
  if (text.length > MOST_CHARACTERS) {
    return false
  }
  const database = await open()
  try {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const bytes = new TextEncoder().encode(text)
    const data = await crypto.subtle.encrypt(algorithm(name, iv), await keyIn(database), bytes)
    const sealed: Sealed = { at, iv, data }
    await done(kept(database, 'readwrite').put(sealed, name))
    await trim(database, at)
    return true
  } finally {
    database.close()
  }
}

/** null: nothing, too old, or of another key. */
export async function readKept(name: string, now: number): Promise<KeptValue | null> {
  const database = await open()
  try {
    const sealed = await done<Sealed | undefined>(kept(database, 'readonly').get(name))
    if (sealed === undefined || now - sealed.at > KEPT_FOR_MS) {
      return null
    }
    const bytes = await crypto.subtle.decrypt(algorithm(name, sealed.iv), await keyIn(database), sealed.data)
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return { at: sealed.at, value }
  } catch {
    return null
  } finally {
    database.close()
  }
}

/** Whether something is kept by that name: another tab may have destroyed it, or newer ones taken its room. */
export async function isKept(name: string): Promise<boolean> {
  const database = await open()
  try {
    return (await done(kept(database, 'readonly').count(name))) > 0
  } finally {
    database.close()
  }
}

/** Destroys the key and all that it opens. */
export function wipeKept(): Promise<void> {
  return new Promise((resolve) => {
    const deleting = indexedDB.deleteDatabase(DATABASE)
    deleting.addEventListener('success', () => resolve())
    deleting.addEventListener('error', () => resolve())
    // Another tab holds it open: it goes when that lets go.
    deleting.addEventListener('blocked', () => resolve())
  })
}

/** The database of all that this browser keeps. Whoever opened it closes it. @throws DOMException where there can be none. */
export async function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 2)
  opening.addEventListener('upgradeneeded', () => {
    const made = opening.result.objectStoreNames
    ;[KEY, KEPT, FILES].filter((name) => !made.contains(name)).forEach((name) => opening.result.createObjectStore(name))
  })
  const database = await done(opening)
  // Another tab wipes it: nothing may hold that up.
  database.addEventListener('versionchange', () => database.close())
  return database
}

function kept(database: IDBDatabase, mode: IDBTransactionMode): IDBObjectStore {
  return database.transaction(KEPT, mode).objectStore(KEPT)
}

/** Not extractable: no script reads it, it can only be used here. */
async function keyIn(database: IDBDatabase): Promise<CryptoKey> {
  const keys = (mode: IDBTransactionMode) => database.transaction(KEY, mode).objectStore(KEY)
  const find = () => done<CryptoKey | undefined>(keys('readonly').get(0))
  const found = await find()
  if (found !== undefined) {
    return found
  }
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  // Another tab may have been faster: both use that one.
  await done(keys('readwrite').add(made, 0)).catch(() => {})
  return (await find()) ?? made
}

/** Bound to its name: one conversation cannot be shown as another. */
function algorithm(name: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }
}

async function trim(database: IDBDatabase, now: number): Promise<void> {
  const store = kept(database, 'readwrite')
  const [names, all] = await Promise.all([done(store.getAllKeys()), done<Sealed[]>(store.getAll())])
  const newest = all
    .map(({ at, data }, nth) => ({ name: names[nth] ?? '', at, bytes: data.byteLength }))
    .toSorted((left, right) => right.at - left.at)
  let bytes = 0
  for (const [nth, one] of newest.entries()) {
    bytes += one.bytes
    // The list of sessions is one more.
    if (nth > MOST_KEPT || bytes > MOST_BYTES || now - one.at > KEPT_FOR_MS) {
      store.delete(one.name)
    }
  }
}

/** @throws DOMException as the request. */
export function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')))
  })
}
