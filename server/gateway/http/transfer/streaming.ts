import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { HomeportError } from '#shared/errors.ts'
import type { HttpRoute } from '#shared/operations/operation.ts'
import type { Streamed } from '#shared/operations/streamed.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { HttpExchange } from '../../kernel/call.ts'
import { bodyGoesOn } from './bodyTime.ts'

const log = createLogger('http')

/** What a handler sees of a request beside its parameters. Nothing of a body that is no JSON is read before it asks. */
export function exchangeOf(
  req: Request,
  res: Response,
  { http: { body, answers }, prove }: { readonly http: HttpRoute; readonly prove: () => void },
): { readonly gone: AbortSignal; readonly http?: HttpExchange } {
  const controller = new AbortController()
  const gone = controller.signal
  res.once('close', () => controller.abort())
  return body === undefined && answers === undefined
    ? { gone }
    : { gone, http: { headers: req.headers, body: bodyOf(req), gone, prove } }
}

async function* bodyOf(req: Request): AsyncGenerator<Uint8Array> {
  try {
    // The socket is still needed for the answer of a handler that stops reading.
    bodyGoesOn(req)
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      bodyGoesOn(req)
      yield chunk
    }
  } catch (cause) {
    throw new HomeportError('HTTP_002', 'The body did not arrive whole.', { cause })
  }
}

/**
 * Sends a handler's answer. What breaks on the way breaks the connection off, so that nobody takes a part for all; the
 * caller's going away ends the reading.
 */
export async function sendStreamed(
  res: Response,
  { status, headers, bytes }: Streamed,
  http: HttpRoute,
): Promise<void> {
  res.status(status ?? http.status ?? 200)
  res.setHeaders(new Map(Object.entries({ 'Content-Type': http.answers ?? 'application/octet-stream', ...headers })))
  if (bytes === null || res.req.method === 'HEAD') {
    // Whoever opened something for it closes it.
    await bytes?.[Symbol.asyncIterator]().return?.()
    res.end()
    return
  }
  try {
    await pipeline(Readable.from(bytes, { objectMode: false }), res)
  } catch (error) {
    if (!res.destroyed) {
      res.destroy()
    }
    log.debug('an answer was broken off', { error: String(error) })
  }
}
