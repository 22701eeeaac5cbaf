import { type Request, type RequestHandler, raw } from 'express'
import { HomeportError } from '#shared/errors.ts'
import { MAX_FRAME_BYTES } from '#shared/frames.ts'
import { parseUntrustedJson } from '../untrustedJson.ts'

/** Reads a body as bytes, as much as a WebSocket frame may hold. Compressed ones are refused: they can unfold. */
export function readBody(): RequestHandler {
  return raw({ type: () => true, limit: MAX_FRAME_BYTES, inflate: false })
}

/**
 * The body's fields; none when there is no body.
 * @throws HomeportError FILE_002 when it is not declared as JSON, WS_002 when it is no JSON object.
 */
export function jsonFields(req: Request): Record<string, unknown> {
  const body: unknown = req.body
  if (!Buffer.isBuffer(body) || body.length === 0) {
    return {}
  }
  // Other pages can send forms and plain text without asking; JSON they cannot.
  if (req.is('application/json') === false) {
    throw new HomeportError('FILE_002', 'The body must be JSON, declared as Content-Type: application/json.')
  }
  const parsed = parseUntrustedJson(body)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new HomeportError('WS_002', 'The body must be a JSON object.')
  }
  return { ...parsed }
}
