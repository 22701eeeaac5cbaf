import { HomeportError } from '#shared/errors.ts'
import { outboundEnvironment } from '#server/platform/outbound/outboundEnvironment.ts'
import { type OutboundAnswer, outboundFetch } from '#server/platform/outbound/outboundFetch.ts'

/** GitHub answers in less than a second; a person waits no longer than this. */
const ANSWER_WITHIN_MS = 10_000

/** A profile is a few kilobytes; whoever sends more, unless they are asked for more, is not GitHub. */
const MAX_ANSWER_BYTES = 256 * 1024

/** GitHub counts by the hour. */
const MAX_WAIT_SECONDS = 3600

const USER_AGENT = 'homeport'

/** An answer, whatever its status. */
export interface RawAnswer {
  readonly status: number
  readonly headers: OutboundAnswer['headers']
  readonly text: string
}

interface RequestOptions {
  readonly method?: 'POST' | 'DELETE'
  readonly body?: URLSearchParams | string
  readonly headers?: Readonly<Record<string, string>>
  readonly max_bytes?: number
}

/**
 * One request: bounded in time and size, follows no redirect.
 * @throws HomeportError AUTH_007 when there is no answer, or one that is too long.
 */
export async function requestGithub(url: string, asked: RequestOptions): Promise<RawAnswer> {
  const { max_bytes = MAX_ANSWER_BYTES, ...init } = asked
  try {
    const request = {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: { accept: 'application/json', 'user-agent': USER_AGENT, ...init.headers },
    } as const
    const response = await outboundFetch(url, request, await outboundEnvironment())
    return { status: response.status, headers: response.headers, text: await readText(response, max_bytes) }
  } catch (cause) {
    throw cause instanceof HomeportError ? cause : unusable('it does not answer', cause)
  }
}

async function readText(response: OutboundAnswer, max_bytes: number): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.byteLength
    if (size > max_bytes) {
      throw unusable('its answer is too long')
    }
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/**
 * The JSON of an answer.
 * @throws HomeportError RATE_001 when GitHub has enough of us, AUTH_001 when it refuses, AUTH_007 for anything else.
 */
export function readAnswer(answer: RawAnswer): unknown {
  const { status, headers, text } = answer
  if (isLimited(answer)) {
    const seconds = secondsToWait(headers)
    throw new HomeportError('RATE_001', `GitHub takes no more requests from here for ${seconds} s. Try again then.`, {
      details: { retry_after: seconds },
    })
  }
  if (status === 401 || status === 403) {
    throw new HomeportError('AUTH_001', 'GitHub does not accept this sign-in any more. Start again.')
  }
  // GitHub reports the failures of a sign-in with 200 or 400, in the body.
  if (status !== 200 && status !== 400) {
    throw unusable(`it answers with status ${status}`)
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unusable('its answer is no JSON', cause)
  }
}

/** GitHub has two limits, and answers 403 for both: how many requests, and how fast. */
export function isLimited({ status, headers, text }: RawAnswer): boolean {
  const isToldSo =
    headers.get('x-ratelimit-remaining') === '0' ||
    headers.get('retry-after') !== null ||
    /secondary rate limit/i.test(text.slice(0, 2_000))
  return status === 429 || (status === 403 && isToldSo)
}

/** GitHub says either how long, or until when by its own clock. */
function secondsToWait(headers: OutboundAnswer['headers']): number {
  const until = Number(headers.get('x-ratelimit-reset') ?? '') - Date.parse(headers.get('date') ?? '') / 1000
  const seconds = Number(headers.get('retry-after') ?? '') || Math.ceil(until) || 60
  return Math.min(Math.max(1, seconds), MAX_WAIT_SECONDS)
}

/** GitHub cannot be had. Nothing was changed. */
export function unusable(reason: string, cause?: unknown): HomeportError {
  return new HomeportError('AUTH_007', `GitHub cannot be reached: ${reason}. Nothing was changed; try again.`, {
    cause,
  })
}
