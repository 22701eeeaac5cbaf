import { createHash } from 'node:crypto'
import { type SetCookie, parseCookie, stringifySetCookie } from 'cookie'

/** How an answer changes the browser's cookies, and what it sent of them. Only HTTP calls have any. */
export interface Cookies {
  setSession(value: string, maxAgeMs: number): void
  clearSession(): void
  /** The value of a passing cookie; null when absent or empty. */
  getPassing(name: string): string | null
  /** Sets (`maxAgeMs` 0: deletes) one that also comes with links from other sites, and below `path` only. */
  setPassing(name: string, value: string, options: { readonly maxAgeMs: number; readonly path: string }): void
}

/** For calls that are no HTTP. */
export const noCookies: Cookies = {
  setSession: () => {},
  clearSession: () => {},
  getPassing: () => null,
  setPassing: () => {},
}

/** The cookies of this server, by name. */
export interface CookieNames {
  /** Of the browser's credential on plain loopback addresses. Opaque; readable by no script. */
  readonly session: string
  /** What a `Cookie` header holds of the credential; null when absent or empty. */
  readSession(header: string | undefined, isSecure: boolean): SessionCookie | null
  /** The cookies of one request and its answer. `Secure` only over TLS: browsers refuse it on plain loopback addresses. */
  of(exchange: CookieExchange): Cookies
}

export interface SessionCookie {
  readonly value: string
  /** Over TLS: it came under the name of earlier versions, which any neighbour of the host name could set. */
  readonly isOld: boolean
}

export interface CookieExchange {
  readonly header: string | undefined
  readonly secure: boolean
  /** Adds one `Set-Cookie` to the answer. */
  readonly append: (setCookie: string) => void
}

/**
 * Names carry the data directory: browsers keep cookies by host, not by port, so that two Homeports of one machine
 * (one may be the demo) would sign each other's browsers out. They stay the same when the port changes.
 */
export function createCookieNames(dataDir: string): CookieNames {
  const mark = createHash('sha256').update(dataDir).digest('hex').slice(0, 8)
  const session = `homeport_session_${mark}`
  // Browsers take such a name over TLS alone, for exactly this host, from nobody else.
  const sessionOf = (isSecure: boolean) => (isSecure ? `__Host-${session}` : session)
  const passing = (name: string) => `homeport_${name}_${mark}`
  return {
    session,
    readSession: (header, isSecure) => {
      const value = readCookie(header, sessionOf(isSecure))
      const old = value === null && isSecure ? readCookie(header, session) : null
      return value === null && old === null ? null : { value: value ?? old ?? '', isOld: value === null }
    },
    of: ({ header, secure, append }) => {
      const set = (cookie: SetCookie, maxAgeMs: number): void =>
        append(
          stringifySetCookie(
            { ...cookie, httpOnly: true, secure, maxAge: Math.floor(maxAgeMs / 1000) },
            { encode: asItIs },
          ),
        )
      const setSession = (value: string, maxAgeMs: number): void => {
        if (secure && readCookie(header, session) !== null) {
          set({ name: session, value: '', ...ofSession }, 0)
        }
        set({ name: sessionOf(secure), value, ...ofSession }, maxAgeMs)
      }
      return {
        setSession,
        clearSession: () => setSession('', 0),
        getPassing: (name) => readCookie(header, passing(name)),
        setPassing: (name, value, { maxAgeMs, path }) =>
          set({ name: passing(name), value, path, sameSite: 'lax' }, maxAgeMs),
      }
    },
  }
}

const ofSession = { path: '/', sameSite: 'strict' } as const

/** Our values are cookie characters already: they are neither escaped nor unescaped. What is none is a bug, and throws. */
const asItIs = (value: string): string => value

/** Of several by one name the first counts that is not empty. */
function readCookie(header: string | undefined, wanted: string): string | null {
  return parseCookie(header ?? '', { decode: (value) => (value === '' ? undefined : value) })[wanted] ?? null
}
