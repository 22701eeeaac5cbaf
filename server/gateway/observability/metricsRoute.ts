import { type Request, type RequestHandler, Router } from 'express'
import { HomeportError } from '#shared/errors.ts'
import { assertSeesMetrics } from '../access/access.ts'
import type { ListenerKind } from '../kernel/identity.ts'
import type { Guard } from '../kernel/ports/guard.ts'
import { setOperation } from '../kernel/requests/requestNotes.ts'
import { isLocalRequest } from '../kernel/origin/localRequest.ts'
import type { Metrics } from './metrics/metrics.ts'
import { requestOrigin } from '../kernel/origin/requestOrigin.ts'

/** `GET /metrics`: free for programs of this machine; from elsewhere for a token of the owner. */
export function createMetricsRoute(deps: {
  readonly metrics: Metrics
  readonly guard: Guard
  readonly listener: ListenerKind
}): Router {
  const { metrics, guard, listener } = deps
  const router = Router({ caseSensitive: true, strict: true })
  // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Express 5 hands what is thrown to the error handler
  router.get('/metrics', async (req, res) => {
    setOperation(res, 'metrics')
    if (!isLocalRequest(listener, req)) {
      await assertMayRead(req, guard)
    }
    const text = await metrics.text()
    res.setHeader('Cache-Control', 'no-store')
    res.setHeader('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
    res.end(text)
  })
  return router
}

/** @throws HomeportError AUTH_002, AUTH_003, AUTH_006. */
async function assertMayRead(req: Request, guard: Guard): Promise<void> {
  const found = await guard.identify(
    { authorization: req.headers.authorization },
    {
      address: requestOrigin(req, null).address,
      isSecure: req.secure,
    },
  )
  if (found.kind === 'refused') {
    throw found.error
  }
  if (found.kind !== 'proven') {
    throw new HomeportError('AUTH_002', 'From another machine this needs a bearer token of the owner.')
  }
  assertSeesMetrics(found.identity.actor)
}

/** Counts every answer by its route. */
export function measureRequests(metrics: Pick<Metrics, 'requestDone'>): RequestHandler {
  return (req, res, next) => {
    const start = performance.now()
    res.once('finish', () => {
      metrics.requestDone({
        route: routeOf(req, res.statusCode),
        method: methodName(req.method),
        status: res.statusCode,
        seconds: (performance.now() - start) / 1000,
      })
    })
    next()
  }
}

/** As it is counted: clients may invent others. */
export function methodName(method: string | undefined): string {
  return method !== undefined && methods.has(method) ? method : 'other'
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** The route's own pattern (`/api/session/:session_id`); `page`: a file of the page · `none`: turned away before. */
function routeOf(req: Request, status: number): string {
  const route: unknown = req.route
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined
  return typeof path === 'string' ? path : status < 400 ? 'page' : 'none'
}
