import express, { type Express } from 'express'
import { HomeportError } from '#shared/errors.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Door } from '../kernel/listener.ts'
import type { Auditor } from '../kernel/call.ts'
import type { Metrics } from '../observability/metrics/metrics.ts'
import { createMetricsRoute, measureRequests } from '../observability/metricsRoute.ts'
import { errorHandler, requestIds, sendError } from './errorHandler.ts'
import { securityHeaders } from '../answers/headers.ts'
import { knownTo } from '../kernel/fromHere.ts'
import { type HealthDeps, createHealthRoutes } from '../observability/healthRoutes.ts'
import { type RoutesDeps, createRoutes } from './routes.ts'
import { type RequestListener, refuseEarly } from './refuseEarly.ts'
import type { RateLimit, RequestKind } from './rateLimit.ts'
import { type Origins, assertOwnOrigin } from '../kernel/sameOrigin.ts'
import { programAddresses } from '../answers/addresses.ts'
import { assertWellFormed } from './wellFormed.ts'
import { CA_PATH, caDownload } from '../remote/caDownload.ts'
import type { StrangerSockets } from '../strangers/strangerSockets.ts'
import type { StaticUi } from './staticUi.ts'

export interface AppDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly door: Door
  readonly strangers: Pick<StrangerSockets, 'watchAnswer'>
  /** null: as often as it likes. */
  readonly limits: Readonly<Record<RequestKind, RateLimit>> | null
  readonly origins: () => Origins
  readonly ui: StaticUi
  readonly routes: RoutesDeps
  readonly health: HealthDeps
  /** The certificate that devices must trust; null when there is none of our own. */
  readonly caCertificate: () => string | null
  readonly auditor: Pick<Auditor, 'turnedAway'>
  readonly metrics: Metrics
}

/** Everything HTTP, in the order in which a request meets it. */
export function createApp(deps: AppDeps): RequestListener {
  const app = createExpress(deps)
  const { limits } = deps
  return limits === null ? app : refuseEarly({ ...deps, limits }, app)
}

function createExpress(deps: AppDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.use((req, res, next) => {
    deps.strangers.watchAnswer(req, res)
    next()
  })
  app.use(requestIds(deps.ids))
  app.use(measureRequests(deps.metrics))
  app.use(securityHeaders({ door: deps.door, inlineStyles: deps.ui.inlineStyles }))
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
  app.use(createHealthRoutes(deps.health, knownTo(deps.routes.guard, deps.door)))
  app.get(CA_PATH, caDownload(deps.caCertificate))
  app.use(createMetricsRoute({ metrics: deps.metrics, guard: deps.routes.guard, door: deps.door }))
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
