import * as z from 'zod'
import { HomeportError, ReceivedErrorData, receivedError } from '#shared/errors.ts'
import type { HttpRoute } from '#shared/operations/operation.ts'
import { proofHeaders } from './browserProof.ts'
import * as words from './words.ts'

/**
 * Calls an operation over HTTP. Parameters named in the path go there, the rest into the query (GET, DELETE) or the
 * JSON body. The session cookie with the page's proof is the credential; `unsigned` sends no proof, for requests that
 * create such a cookie.
 * @throws HomeportError as the server answered; INTERNAL_001 when there was no valid answer.
 */
export async function requestHttp(
  route: HttpRoute,
  params: Readonly<Record<string, unknown>>,
  how: 'signed' | 'unsigned' = 'signed',
): Promise<unknown> {
  const { path, rest } = fillPath(route.path, params)
  const inQuery = route.method === 'GET' || route.method === 'DELETE'
  const { response, body } = await send(inQuery ? `${path}${queryOf(rest)}` : path, {
    method: route.method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(how === 'signed' ? await proofHeaders() : {}),
      ...(inQuery ? {} : { 'content-type': 'application/json' }),
    },
    ...(inQuery ? {} : { body: JSON.stringify(rest) }),
    signal: AbortSignal.timeout(inQuery ? READ_WITHIN_MS : DONE_WITHIN_MS),
  })
  if (!response.ok) {
    throw errorOf(response.status, body)
  }
  return body
}

/** A browser itself waits for ever for what a connection that died has been asked. */
const READ_WITHIN_MS = 120_000
/** Longer than the longest thing that the workstation does at one’s request, a clone of an hour. */
const DONE_WITHIN_MS = 3_900_000

/** `body` is null where a refusal has none that is JSON. @throws HomeportError where an answer did not come, or not whole. */
async function send(url: string, init: RequestInit): Promise<{ response: Response; body: unknown }> {
  try {
    const response = await fetch(url, init)
    const body = response.json()
    return { response, body: await (response.ok ? body : body.catch(() => null)) }
  } catch (cause) {
    throw new HomeportError('INTERNAL_001', words.theWorkstationDidNotAnswer, {
      cause,
      details: { retry_possible: true },
    })
  }
}

function fillPath(template: string, params: Readonly<Record<string, unknown>>) {
  const rest: Record<string, unknown> = { ...params }
  const path = template.replaceAll(/:(\w+)/g, (_, name: string) => {
    delete rest[name]
    return encodeURIComponent(String(params[name]))
  })
  return { path, rest }
}

function queryOf(params: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      query.set(name, String(value))
    }
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

function errorOf(status: number, body: unknown): HomeportError {
  const parsed = z.object({ error: ReceivedErrorData }).safeParse(body)
  if (parsed.success) {
    const { error } = parsed.data
    const passing = status === TOO_MANY_REQUESTS ? { retry_possible: true } : {}
    return receivedError({ ...error, details: { ...error.details, ...passing } })
  }
  return new HomeportError('INTERNAL_001', words.theWorkstationAnsweredWithStatus(status), {
    details: { status, body, ...(status >= 502 && status <= 504 ? { retry_possible: true } : {}) },
  })
}

const TOO_MANY_REQUESTS = 429

const POLL_EVERY_MS = 1_000

/**
 * Reloads the page as soon as the server answers: earlier it would end on the browser's error page. Returns the
 * function that stops it.
 */
export function reloadWhenAnswered(): () => void {
  const abort = new AbortController()
  const ask = async () => {
    const answer = await fetch('/', { method: 'HEAD', cache: 'no-store', signal: abort.signal }).catch(() => null)
    if (answer?.ok === true) {
      location.reload()
    }
  }
  void ask()
  const timer = setInterval(() => void ask(), POLL_EVERY_MS)
  return () => {
    clearInterval(timer)
    abort.abort()
  }
}
