/** The browser's credential. Opaque; readable by no script. */
const SESSION_COOKIE = 'homeport_session'

/** How an answer changes the browser's cookies, and what it sent of them. Only HTTP calls have any. */
export interface Cookies {
  /** Of this browser only: null when absent or empty. */
  get(name: string): string | null
  setSession(value: string, maxAgeMs: number): void
  clearSession(): void
  /** Sets (`maxAgeMs` 0: deletes) one that comes back with links from other sites, below `path` only. */
  setLax(name: string, value: string, options: { readonly maxAgeMs: number; readonly path: string }): void
}

/** For calls that are no HTTP. */
export const noCookies: Cookies = {
  get: () => null,
  setSession: () => {},
  clearSession: () => {},
  setLax: () => {},
}

/** The session cookie's value in a `Cookie` header; null when absent or empty. */
export function readSessionCookie(header: string | undefined): string | null {
  return readCookie(header, SESSION_COOKIE)
}

export function readCookie(header: string | undefined, wanted: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = splitOnce(part.trim())
    if (name === wanted && value !== '') {
      return value
    }
  }
  return null
}

/** The cookies of one request and its answer. `Secure` only over TLS: browsers refuse it on plain loopback addresses. */
export function httpCookies(options: {
  readonly header: string | undefined
  readonly secure: boolean
  readonly append: (setCookie: string) => void
}): Cookies {
  const set = (cookie: string, attributes: string, maxAgeMs: number): void => {
    const seconds = Math.floor(maxAgeMs / 1000)
    options.append(`${cookie}; ${attributes}; Max-Age=${seconds}${options.secure ? '; Secure' : ''}`)
  }
  const setSession = (value: string, maxAgeMs: number): void =>
    set(`${SESSION_COOKIE}=${value}`, 'Path=/; HttpOnly; SameSite=Strict', maxAgeMs)
  return {
    get: (name) => readCookie(options.header, name),
    setSession,
    clearSession: () => setSession('', 0),
    setLax: (name, value, { maxAgeMs, path }) =>
      set(`${name}=${value}`, `Path=${path}; HttpOnly; SameSite=Lax`, maxAgeMs),
  }
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf('=')
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
}
