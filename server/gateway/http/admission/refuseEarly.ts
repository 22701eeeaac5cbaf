import type { IncomingMessage, ServerResponse } from 'node:http'
import { HomeportError } from '#shared/errors.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Auditor } from '../../kernel/call.ts'
import { requestOrigin } from '../../kernel/origin/requestOrigin.ts'
import type { Metrics } from '../../observability/metrics/metrics.ts'
import { isPageRequest } from '../../answers/addresses.ts'
import { bareAnswer } from '../../answers/bareAnswer.ts'
import { errorBody } from '../../answers/errorAnswer.ts'
import { methodName } from '../../observability/metricsRoute.ts'
import type { RateLimit, RequestKind } from './rateLimit.ts'

export interface RefuseEarlyDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly limits: Readonly<Record<RequestKind, RateLimit>>
  readonly auditor: Pick<Auditor, 'rejected'>
  readonly metrics: Pick<Metrics, 'requestDone'>
}

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void

/**
 * Refuses too frequent requests before anything else reads them: a flood must cost less to refuse than to
 * make. Counted and audited like every refusal.
 */
export function refuseEarly(deps: RefuseEarlyDeps, next: RequestListener): RequestListener {
  return (request, response) => {
    try {
      deps.limits[isPageRequest(request) ? 'page' : 'other'].spend(requestOrigin(request, null).address ?? '')
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
  deps.auditor.rejected('request', requestOrigin(request, requestId), error)
  const facts = { request_id: requestId, timestamp: deps.clock.timestamp() }
  const { status, headers, body } = bareAnswer(errorBody(error, facts), { request, transport: 'tls' })
  deps.metrics.requestDone({ route: 'none', method: methodName(request.method), status, seconds: 0 })
  response.writeHead(status, headers).end(body)
}
