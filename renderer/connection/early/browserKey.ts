/** Usable by pages of this origin only, and not extractable: it never leaves the browser. */
let mine: Promise<CryptoKeyPair> | undefined

/** This browser's signing key, generated on first use. Where the browser stores none it lasts as long as the page. */
export function browserKey(): Promise<CryptoKeyPair> {
  mine ??= storedKey().catch(makeKey)
  return mine
}

/** The public key as the server expects it (SPKI, base64). */
export async function publicBrowserKey(): Promise<string> {
  return base64(await crypto.subtle.exportKey('spki', (await browserKey()).publicKey))
}

export function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCodePoint(...new Uint8Array(bytes)))
}

function makeKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
}

async function storedKey(): Promise<CryptoKeyPair> {
  const opening = indexedDB.open('homeport')
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE))
  const database = await done(opening)
  const store = (mode: IDBTransactionMode): IDBObjectStore => database.transaction(STORE, mode).objectStore(STORE)
  const find = (): Promise<CryptoKeyPair | undefined> => done<CryptoKeyPair | undefined>(store('readonly').get(0))
  const kept = await find()
  if (kept !== undefined) {
    return kept
  }
  const made = await makeKey()
  // Another tab may have stored its key first: then both use that one.
  await done(store('readwrite').add(made, 0)).catch(() => {})
  return (await find()) ?? made
}

const STORE = 'key'

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')))
  })
}
