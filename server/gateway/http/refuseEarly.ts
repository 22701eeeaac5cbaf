import type { IncomingMessage, ServerResponse } from 'node:http'
import { HomeportError, errorStatus } from '#shared/errors.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Auditor } from '../audit/auditor.ts'
import { methodName } from './metricsRoute.ts'
import type { Metrics } from '../observe/metrics.ts'
import { requestOrigin } from '../requestOrigin.ts'
import { errorBody } from './errorHandler.ts'
import type { RateLimit } from './rateLimit.ts'

export interface RefuseEarlyDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly rateLimit: RateLimit
  readonly auditor: Pick<Auditor, 'turnedAway'>
  readonly metrics: Pick<Metrics, 'requestDone'>
}

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void

/** All that an answer without a page needs to be harmless in a browser. */
const harmless = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Content-Type': 'application/json; charset=utf-8',
  'Strict-Transport-Security': `max-age=${180 * 24 * 3600}`,
  'X-Content-Type-Options': 'nosniff',
}

/**
 * Answers whoever asks too often before anything else looks at the request: a flood must cost less to refuse than to
 * make. Told to metrics and audit like every refusal.
 */
export function refuseEarly(deps: RefuseEarlyDeps, next: RequestListener): RequestListener {
  return (request, response) => {
    try {
      deps.rateLimit.spend(requestOrigin(request, null).address ?? '')
    } catch (error) {
      if (error instanceof HomeportError) {
        refuse(error, { deps, request, response })
        return
      }
      throw error
    }
    next(request, response)
  }
}

function refuse(
  error: HomeportError,
  { deps, request, response }: { deps: RefuseEarlyDeps; request: IncomingMessage; response: ServerResponse },
): void {
  const requestId = `req_${deps.ids.uuid()}`
  const status = errorStatus[error.code]
  deps.auditor.turnedAway('request', requestOrigin(request, requestId), error)
  deps.metrics.requestDone({ route: 'none', method: methodName(request.method), status, seconds: 0 })
  const body = JSON.stringify(errorBody(error, { request_id: requestId, timestamp: deps.clock.timestamp() }))
  response.writeHead(status, {
    ...harmless,
    'Content-Length': Buffer.byteLength(body),
    'Retry-After': String(error.details['retry_after']),
    'X-Request-Id': requestId,
  })
  response.end(body)
}
