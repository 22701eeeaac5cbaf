/** The browser's credential. Opaque; readable by no script. */
const SESSION_COOKIE = 'homeport_session'

/** How an answer changes the browser's cookie. Only HTTP answers have one. */
export interface CookieWriter {
  set(value: string, maxAgeMs: number): void
  clear(): void
}

/** The cookie's value in a `Cookie` header; null when absent or empty. */
export function readSessionCookie(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = splitOnce(part.trim())
    if (name === SESSION_COOKIE && value !== '') {
      return value
    }
  }
  return null
}

/** One `Set-Cookie` value. `Secure` only over TLS: browsers refuse it on plain loopback addresses. */
export function sessionCookie(value: string, options: { maxAgeMs: number; secure: boolean }): string {
  const seconds = Math.floor(options.maxAgeMs / 1000)
  const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${options.secure ? '; Secure' : ''}`
  return `${SESSION_COOKIE}=${value}; ${attributes}`
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf('=')
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
}
