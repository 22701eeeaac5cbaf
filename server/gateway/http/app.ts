import express, { type Express } from 'express'
import { HomeportError } from '#shared/errors.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Door } from '../auth/door.ts'
import type { Auditor } from '../audit/auditor.ts'
import type { Metrics } from '../observe/metrics.ts'
import { createMetricsRoute, measureRequests } from './metricsRoute.ts'
import { errorHandler, requestIds, sendError } from './errorHandler.ts'
import { securityHeaders } from './headers.ts'
import { type HealthDeps, createHealthRoutes } from './health.ts'
import { type RoutesDeps, createRoutes } from './routes.ts'
import { type RequestListener, refuseEarly } from './refuseEarly.ts'
import type { RateLimit } from './rateLimit.ts'
import { type Origins, assertOwnOrigin } from './sameOrigin.ts'
import { CA_PATH, caDownload } from './caDownload.ts'
import type { StaticUi } from './staticUi.ts'

export interface AppDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly door: Door
  /** null: as often as it likes. */
  readonly rateLimit: RateLimit | null
  readonly origins: () => Origins
  readonly ui: StaticUi
  readonly routes: RoutesDeps
  readonly health: HealthDeps
  /** The certificate that devices must trust; null when there is none of our own. */
  readonly caCertificate: () => string | null
  readonly auditor: Pick<Auditor, 'turnedAway'>
  readonly metrics: Metrics
}

/** Addresses that programs ask for: none of them ever answers with the page. */
const forPrograms = ['/api', '/auth', '/ws', '/live', '/metrics', '/.well-known']

/** Everything HTTP, in the order in which a request meets it. */
export function createApp(deps: AppDeps): RequestListener {
  const app = createExpress(deps)
  const { rateLimit } = deps
  return rateLimit === null ? app : refuseEarly({ ...deps, rateLimit }, app)
}

function createExpress(deps: AppDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.use(requestIds(deps.ids))
  app.use(measureRequests(deps.metrics))
  app.use(securityHeaders({ door: deps.door, inlineStyles: deps.ui.inlineStyles }))
  app.use((req, _res, next) => {
    assertOwnOrigin(req.headers, deps.origins())
    next()
  })
  app.use(createHealthRoutes(deps.health))
  app.get(CA_PATH, caDownload(deps.caCertificate))
  app.use(createMetricsRoute({ metrics: deps.metrics, guard: deps.routes.guard, door: deps.door }))
  app.use(createRoutes(deps.routes))
  app.use(forPrograms, (req, res) => {
    const error = new HomeportError(
      'WS_003',
      `There is no ${req.method} ${req.baseUrl}${req.path.replace(/^\/$/, '')} here.`,
    )
    sendError(res, error, { clock: deps.clock, status: 404 })
  })
  app.use(deps.ui.serve)
  app.use((_req, res) => {
    sendError(res, new HomeportError('WS_003', 'There is no such page here.'), { clock: deps.clock, status: 404 })
  })
  app.use(errorHandler(deps))
  return app
}
