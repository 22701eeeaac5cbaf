import type { Request, Response } from 'express'
import { HomeportError } from '#shared/errors.ts'
import { parseUntrustedJson } from '../../kernel/requests/untrustedJson.ts'
import { malformedAs } from '../../kernel/dispatch.ts'

/**
 * Reads the body's fields; none when there is no body.
 * @throws HomeportError FILE_001 when it is too large, FILE_002 when it is not declared as JSON (or is compressed),
 * HTTP_002 when it is no JSON object.
 */
export async function readFields(req: Request, res: Response, limit: number): Promise<Record<string, unknown>> {
  try {
    return jsonFields(req, await readBytes(req, limit))
  } catch (error) {
    closeUnread(req, res)
    throw error
  }
}

/** What is still to come is not read off: the answer goes out at once, and the connection ends with it. */
export function closeUnread(req: Request, res: Response): void {
  if (!req.complete) {
    res.setHeader('Connection', 'close')
  }
}

async function readBytes(req: Request, limit: number): Promise<Buffer> {
  if ((req.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    // It could unfold.
    throw new HomeportError('FILE_002', 'The body must not be compressed.')
  }
  if (Number(req.headers['content-length'] ?? 0) > limit) {
    throw tooLarge(limit)
  }
  const chunks: Buffer[] = []
  let length = 0
  await new Promise<void>((resolve, reject) => {
    req.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > limit) {
        chunks.length = 0
        reject(tooLarge(limit))
      } else {
        chunks.push(chunk)
      }
    })
    req.once('end', resolve)
    req.once('error', () => reject(new HomeportError('HTTP_002', 'The body did not arrive whole. Nothing was done.')))
  })
  return Buffer.concat(chunks)
}

function tooLarge(limit: number): HomeportError {
  return new HomeportError('FILE_001', `The body is larger than the ${limit / 1024} KiB that this server takes here.`)
}

function jsonFields(req: Request, body: Buffer): Record<string, unknown> {
  if (body.length === 0) {
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

/** Under the code of HTTP already here: the audit log has the same code as the answer. */
function readJson(body: Buffer): unknown {
  try {
    return parseUntrustedJson(body)
  } catch (error) {
    throw malformedAs('HTTP_002', error)
  }
}
