import { request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import { type LookupFunction, isIPv6 } from 'node:net'
import { type LookUp, publicAddressOf } from './endpoint.ts'

/** A message on its way to a push service, or to an address that a person named. */
export interface Posted {
  readonly url: URL
  readonly headers: Readonly<Record<string, string | number>>
  readonly body: Buffer
  /** Ends it at once. */
  readonly over: AbortSignal
}

export interface PostAnswer {
  readonly status: number
  /** In seconds; null: not said. */
  readonly retry_after: number | null
}

/** @throws HomeportError PUSH_001 for a name that leads into a private network; Error where nobody answered in time. */
export type Post = (message: Posted) => Promise<PostAnswer>

export interface PostDeps {
  readonly find: LookUp
  /** Where nothing is checked: a test's own service, a host that the owner named. */
  readonly mayBePrivate: (url: URL) => boolean
  readonly within_ms?: number
}

const ANSWER_WITHIN_MS = 10_000

/**
 * Asks the very address that was checked, so that a name that changes between check and request gains nothing; follows no
 * redirect, and reads nothing of the answer but its head. One deadline for all of it, the search for the name too.
 */
export function createPost({ find, mayBePrivate, within_ms = ANSWER_WITHIN_MS }: PostDeps): Post {
  return async (message) => {
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(new Error('no answer in time')), within_ms)
    const over = AbortSignal.any([message.over, deadline.signal])
    try {
      const { url } = message
      const address = mayBePrivate(url) ? null : await Promise.race([publicAddressOf(url, find), ended(over)])
      return await Promise.race([asked({ ...message, over }, address), ended(over)])
    } finally {
      clearTimeout(timer)
      // Nothing of it listens to the sender's end any more.
      deadline.abort()
    }
  }
}

/** Rejects with the reason; never resolves. */
async function ended(over: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => reject(over.reason)
    if (over.aborted) {
      end()
    }
    over.addEventListener('abort', end, { once: true })
  })
}

async function asked({ url, headers, body, over }: Posted, address: string | null): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'http:' ? requestPlain : requestTls)(url, {
      method: 'POST',
      headers: { ...headers },
      agent: false,
      signal: over,
      ...(address === null ? {} : { lookup: pinned(address) }),
    })
    request.on('error', reject)
    request.on('response', (answer) => {
      const wait = Number(answer.headers['retry-after'])
      resolve({ status: answer.statusCode ?? 0, retry_after: Number.isFinite(wait) ? wait : null })
      answer.destroy()
    })
    request.end(body)
  })
}

function pinned(address: string): LookupFunction {
  const family = isIPv6(address) ? 6 : 4
  return (_name, options, done) =>
    options.all === true ? done(null, [{ address, family }]) : done(null, address, family)
}
