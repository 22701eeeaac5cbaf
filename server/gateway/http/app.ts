import express, { type Express, type Router } from 'express'
import { HomeportError } from '#shared/errors.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { ListenerKind } from '../kernel/identity.ts'
import type { Auditor } from '../kernel/call.ts'
import type { Metrics } from '../observability/metrics/metrics.ts'
import { measureRequests } from '../observability/metricsRoute.ts'
import { errorHandler, requestIds, sendError } from './errorHandler.ts'
import { limitBodyTime } from './transfer/bodyTime.ts'
import { securityHeaders } from '../answers/headers.ts'
import { type CallOf, type RoutesDeps, createRoutes, unauthenticatedCalls } from './routes.ts'
import { type RequestListener, refuseEarly } from './admission/refuseEarly.ts'
import type { RateLimit, RequestKind } from './admission/rateLimit.ts'
import { type Origins, assertOwnOrigin } from '../kernel/origin/sameOrigin.ts'
import { programAddresses } from '../answers/addresses.ts'
import { assertWellFormed } from './admission/wellFormed.ts'
import type { UnauthenticatedSockets } from '../unauthenticated/unauthenticatedSockets.ts'
import type { StaticUi } from './page/staticUi.ts'

export interface AppDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly listener: ListenerKind
  readonly unauthenticated: Pick<UnauthenticatedSockets, 'watchAnswer'>
  /** null: as often as it likes. */
  readonly limits: Readonly<Record<RequestKind, RateLimit>> | null
  /** How long a body may take, or stand still where it is read as it comes. */
  readonly bodyTimeMs: number
  readonly origins: () => Origins
  readonly ui: StaticUi
  readonly routes: RoutesDeps
  /** What the modules answer beside the rows of the operation table. */
  readonly routers: (callOf: CallOf) => readonly Router[]
  readonly auditor: Pick<Auditor, 'rejected'>
  readonly metrics: Metrics
}

/** Everything HTTP, in the order in which a request meets it. */
export function createApp(deps: AppDeps): RequestListener {
  const app = createExpress(deps)
  const { clock, ids, limits, auditor, metrics } = deps
  const answer = limits === null ? app : refuseEarly({ clock, ids, limits, auditor, metrics }, app)
  return limitBodyTime(deps.bodyTimeMs, answer)
}

function createExpress(deps: AppDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.use((req, res, next) => {
    deps.unauthenticated.watchAnswer(req, res)
    next()
  })
  app.use(requestIds(deps.ids))
  app.use(measureRequests(deps.metrics))
  app.use(securityHeaders({ listener: deps.listener, inlineStyles: deps.ui.inlineStyles }))
  app.use((req, _res, next) => {
    assertWellFormed(req)
    assertOwnOrigin(req.headers, deps.origins())
    next()
  })
  app.options(/./, (_req, res) => {
    const error = new HomeportError(
      'HTTP_001',
      'OPTIONS is not for any address: pages of other origins may ask nothing.',
    )
    sendError(res, error, { clock: deps.clock, status: 405 })
  })
  for (const router of deps.routers(unauthenticatedCalls(deps.routes))) {
    app.use(router)
  }
  app.use(createRoutes(deps.routes))
  app.use([...programAddresses], (req, res) => {
    const error = new HomeportError(
      'HTTP_001',
      `There is no ${req.method} ${req.baseUrl}${req.path.replace(/^\/$/, '')} here.`,
    )
    sendError(res, error, { clock: deps.clock })
  })
  app.use(deps.ui.serve)
  app.use((_req, res) => {
    sendError(res, new HomeportError('HTTP_001', 'There is no such page here.'), { clock: deps.clock })
  })
  app.use(errorHandler(deps))
  return app
}
