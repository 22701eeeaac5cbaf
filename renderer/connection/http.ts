import * as z from 'zod'
import { HomeportError, ReceivedErrorData, receivedError } from '#shared/errors.ts'
import type { HttpRoute } from '#shared/operations/operation.ts'
import { proofHeaders } from './browserProof.ts'

/**
 * Runs one operation over HTTP. Parameters named in the path go there, the rest into the query (GET, DELETE) or the
 * JSON body. The session cookie with the page's signature is the credential;
 * `unsigned` goes without the signature, for what makes such a cookie.
 * @throws HomeportError as the server said it; CLAUDE_002 never, INTERNAL_001 when there was no sensible answer.
 */
export async function requestHttp(
  route: HttpRoute,
  params: Readonly<Record<string, unknown>>,
  how: 'signed' | 'unsigned' = 'signed',
): Promise<unknown> {
  const { path, rest } = fillPath(route.path, params)
  const inQuery = route.method === 'GET' || route.method === 'DELETE'
  const response = await send(inQuery ? `${path}${queryOf(rest)}` : path, {
    method: route.method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(how === 'signed' ? await proofHeaders() : {}),
      ...(inQuery ? {} : { 'content-type': 'application/json' }),
    },
    ...(inQuery ? {} : { body: JSON.stringify(rest) }),
  })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) {
    throw errorOf(response.status, body)
  }
  return body
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    throw new HomeportError('INTERNAL_001', 'The workstation did not answer. Nothing was changed; try again.', {
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
  return new HomeportError('INTERNAL_001', `The workstation answered with status ${status}. Try again.`, {
    details: { status, body, ...(status >= 502 && status <= 504 ? { retry_possible: true } : {}) },
  })
}

const TOO_MANY_REQUESTS = 429

const ASK_EVERY_MS = 1_000

/** Reloads the page as soon as the server answers: before that it would end in the browser's own error page. Returns the stop. */
export function reloadWhenAnswered(): () => void {
  const abort = new AbortController()
  const ask = async () => {
    const answer = await fetch('/', { method: 'HEAD', cache: 'no-store', signal: abort.signal }).catch(() => null)
    if (answer?.ok === true) {
      location.reload()
    }
  }
  void ask()
  const timer = setInterval(() => void ask(), ASK_EVERY_MS)
  return () => {
    clearInterval(timer)
    abort.abort()
  }
}
