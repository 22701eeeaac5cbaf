import type { ServerResponse } from 'node:http'

/** How the stand-in fails, on the paths that begin with `on` (everywhere when absent). */
export type GithubTrouble = { readonly on?: string } & (
  | { readonly kind: 'none' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'rate_limit'; readonly seconds: number }
  /** The limit of strangers: told as the moment when it ends, by the server's clock. */
  | { readonly kind: 'hourly_limit'; readonly seconds: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'silent' }
  /** Answers well, once `until` is settled. */
  | { readonly kind: 'held'; readonly until: Promise<unknown> }
  | { readonly kind: 'hang_up' }
  | { readonly kind: 'nonsense' }
  | { readonly kind: 'endless' }
  | { readonly kind: 'redirect'; readonly to: string }
)

const LONG_ANSWER = 'x'.repeat(64 * 1024)

/** True when the request was dealt with. */
export function makeTrouble(trouble: GithubTrouble, path: string, response: ServerResponse): boolean {
  if (trouble.on !== undefined && !path.startsWith(trouble.on)) {
    return false
  }
  switch (trouble.kind) {
    case 'none':
    case 'held':
      return false
    case 'status':
      response.writeHead(trouble.status).end('<h1>Unicorn!</h1>')
      return true
    case 'rate_limit':
      response.writeHead(403, { 'x-ratelimit-remaining': '0', 'retry-after': String(trouble.seconds) }).end('{}')
      return true
    case 'hourly_limit': {
      const now = Math.floor(Date.now() / 1000)
      const date = new Date(now * 1000).toUTCString()
      const limits = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now + trouble.seconds) }
      response.writeHead(403, { ...limits, date }).end('{}')
      return true
    }
    case 'silent':
      return true
    case 'hang_up':
      response.destroy()
      return true
    case 'nonsense':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"seven"}')
      return true
    case 'endless':
      for (let part = 0; part < 10; part += 1) {
        response.write(LONG_ANSWER)
      }
      return true
    case 'redirect':
      response.writeHead(302, { location: trouble.to }).end()
      return true
  }
}
