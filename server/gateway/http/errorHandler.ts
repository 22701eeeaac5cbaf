import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { type ErrorCode, HomeportError, errorStatus } from '#shared/errors.ts'
import { type Clock, type Ids, systemClock } from '#server/platform/clock.ts'
import { createLogger, inRequest } from '#server/platform/log/log.ts'
import type { Auditor } from '../kernel/call.ts'
import { boundRepeats } from '#server/platform/log/repeatedLines.ts'
import { operationOf, requestId } from '../kernel/requests/requestNotes.ts'
import { errorBody, retryAfter } from '../answers/errorAnswer.ts'
import { requestOrigin } from '../kernel/origin/requestOrigin.ts'
import { isForPerson } from '../answers/addresses.ts'
import { errorPage } from '../answers/errorAnswer.ts'

const log = createLogger('http')
/** For lines that unauthenticated clients cause. */
const refusals = boundRepeats(log, systemClock)

/** The answer's `X-Request-Id`, and what it is called in the log: every line about it carries it. */
export function requestIds(ids: Ids): RequestHandler {
  return (_req, res, next) => {
    const id = `req_${ids.uuid()}`
    res.locals['requestId'] = id
    res.setHeader('X-Request-Id', id)
    inRequest(id, next)
  }
}

export interface ErrorHandlerDeps {
  readonly clock: Clock
  readonly auditor: Pick<Auditor, 'rejected'>
}

/** The only code that turns a failure into an HTTP answer. Refusals that no operation has recorded are audited here. */
export function errorHandler({ clock, auditor }: ErrorHandlerDeps): ErrorRequestHandler {
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
  return (error: unknown, req, res, next) => {
    auditor.rejected(operationOf(res) ?? 'request', requestOrigin(req, requestId(res)), error)
    if (res.headersSent) {
      // Too late for an answer: Express ends the connection, so that nobody takes the half for the whole.
      next(error)
      return
    }
    const known = asHomeportError(error)
    if (known === null) {
      refusals.error('a request failed by a bug', { method: req.method, error })
    } else if (errorStatus(known.code) === 403) {
      refusals.warn('refused a request', { method: req.method, code: known.code, reason: known.details })
    }
    sendError(res, known ?? bug(requestId(res)), { clock })
  }
}

/**
 * Writes `error` as the one body of every HTTP error, as a page where a browser shows it to a person; `status` where
 * the code's own does not tell.
 */
export function sendError(
  res: Response,
  error: HomeportError,
  options: { readonly clock: Clock; readonly status?: number },
): void {
  const seconds = retryAfter(error)
  if (seconds !== null) {
    res.setHeader('Retry-After', String(seconds))
  }
  res.setHeader('Cache-Control', 'no-store')
  res.status(options.status ?? errorStatus(error.code))
  const body = errorBody(error, { request_id: requestId(res), timestamp: options.clock.timestamp() })
  if (isForPerson({ url: res.req.originalUrl, method: res.req.method, headers: res.req.headers })) {
    res.type('html').send(errorPage(body))
  } else {
    res.json(body)
  }
}

function bug(id: string): HomeportError {
  return new HomeportError(
    'INTERNAL_001',
    `Something went wrong inside Homeport; nothing of what is stored was lost. The log has more under ${id}.`,
  )
}

/** Failures of Express's own parts (bodies too large, broken escapes in paths) under our codes; null: a bug. */
export function asHomeportError(error: unknown): HomeportError | null {
  if (error instanceof HomeportError) {
    return error
  }
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') {
    return null
  }
  if (error.status === 413) {
    return new HomeportError('FILE_001', 'The request is larger than this server takes.', { cause: error })
  }
  if (error.status < 400 || error.status >= 500) {
    return null
  }
  const code: ErrorCode = error.status === 415 ? 'FILE_002' : error.status === 404 ? 'HTTP_001' : 'HTTP_002'
  return new HomeportError(code, `The request could not be read: ${error.message}.`, { cause: error })
}
