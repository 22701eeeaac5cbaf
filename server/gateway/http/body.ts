import { type Request, type RequestHandler, type Response, raw } from 'express'
import { HomeportError } from '#shared/errors.ts'
import { MAX_FRAME_BYTES } from '#shared/frames.ts'
import { parseUntrustedJson } from '../untrustedJson.ts'
import { malformedAs } from '../dispatch.ts'
import { asHomeportError } from './errorHandler.ts'

/** What a sign-in needs is a kilobyte; strangers get no more of our memory than this. */
export const MAX_PUBLIC_BYTES = 16 * 1024

/** Compressed ones are refused: they can unfold. */
const kinds = { type: () => true, inflate: false }
const readers: Readonly<Record<'admitted' | 'anybody', RequestHandler>> = {
  /** Of somebody who may do what they ask for: as much as a WebSocket frame may hold. */
  admitted: raw({ ...kinds, limit: MAX_FRAME_BYTES }),
  /** Of anybody. */
  anybody: raw({ ...kinds, limit: MAX_PUBLIC_BYTES }),
}

/**
 * Reads the body's fields; none when there is no body.
 * @throws HomeportError FILE_001 when it is too large, FILE_002 when it is not declared as JSON (or is compressed),
 * HTTP_002 when it is no JSON object.
 */
export async function readFields(
  req: Request,
  res: Response,
  from: keyof typeof readers,
): Promise<Record<string, unknown>> {
  await new Promise<void>((resolve, reject) => {
    readers[from](req, res, (error?: unknown) => (error === undefined ? resolve() : reject(asReadable(error))))
  })
  return jsonFields(req)
}

/** Failures of Express's own reader under our codes; anything else is a bug. */
function asReadable(error: unknown): Error {
  return asHomeportError(error) ?? (error instanceof Error ? error : new Error(String(error)))
}

function jsonFields(req: Request): Record<string, unknown> {
  const body: unknown = req.body
  if (!Buffer.isBuffer(body) || body.length === 0) {
    return {}
  }
  // Other pages can send forms and plain text without asking; JSON they cannot.
  if (req.is('application/json') === false) {
    throw new HomeportError('FILE_002', 'The body must be JSON, declared as Content-Type: application/json.')
  }
  const parsed = readJson(body)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new HomeportError('HTTP_002', 'The body must be a JSON object.')
  }
  return { ...parsed }
}

/** Under the code of HTTP already here: the audit log tells it as the caller is told. */
function readJson(body: Buffer): unknown {
  try {
    return parseUntrustedJson(body)
  } catch (error) {
    throw malformedAs('HTTP_002', error)
  }
}
