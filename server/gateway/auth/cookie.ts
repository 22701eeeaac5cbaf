import { createHash } from 'node:crypto'

/** How an answer changes the browser's cookie. Only HTTP answers have one. */
export interface CookieWriter {
  set(value: string, maxAgeMs: number): void
  clear(): void
}

/** The browser's credential. Opaque; readable by no script. */
export interface SessionCookie {
  readonly name: string
  /** The cookie's value in a `Cookie` header; null when absent or empty. */
  read(header: string | undefined): string | null
  /** One `Set-Cookie` value. `Secure` only over TLS: browsers refuse it on plain loopback addresses. */
  write(value: string, options: { readonly maxAgeMs: number; readonly secure: boolean }): string
}

/**
 * Its name carries the data directory: browsers keep cookies by host, not by port, so that two Homeports of one
 * machine (one may be the demo) would sign each other's browsers out. It stays the same when the port changes.
 */
export function createSessionCookie(dataDir: string): SessionCookie {
  const name = `homeport_session_${createHash('sha256').update(dataDir).digest('hex').slice(0, 8)}`
  return {
    name,
    read: (header) => {
      for (const part of (header ?? '').split(';')) {
        const [key, value] = splitOnce(part.trim())
        if (key === name && value !== '') {
          return value
        }
      }
      return null
    },
    write: (value, { maxAgeMs, secure }) => {
      const seconds = Math.floor(maxAgeMs / 1000)
      return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`
    },
  }
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf('=')
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
}
