import { Router } from 'express'
import type { Actor } from '#shared/operations/session.ts'
import type { HostLink } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { SessionCount } from '../sessionCount.ts'

export interface HealthDeps {
  readonly clock: Clock
  readonly link: HostLink
  /** Throws when the database cannot be read. */
  readonly checkDatabase: () => void
  /** Why the session host cannot be had; null while it can. */
  readonly hostProblem: () => string | null
  readonly sessionCount: SessionCount
  readonly owner: Actor
  readonly connectedUsers: () => number
}

type ServiceHealth = 'healthy' | 'degraded' | 'unhealthy'

/** How long what Claude Code said is believed: the page may be asked every second, the binary must not be. */
const CLAUDE_FRESH_MS = 30_000
const ANSWER_WITHIN_MS = 2_000

/**
 * `/health`, `/live`, `/ready`: for supervisors and load balancers, without a credential, so they tell no names,
 * paths or versions.
 */
export function createHealthRoutes(deps: HealthDeps): Router {
  const startedAt = deps.clock.now()
  const claude = createClaudeHealth(deps)
  const router = Router()

  router.get('/live', (_req, res) => {
    res.json({ status: 'live' })
  })
  router.get('/ready', (_req, res) => {
    const isReady = databaseHealth(deps) === 'healthy' && hostHealth(deps) === 'healthy'
    res.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not_ready' })
  })
  router.get('/health', async (_req, res) => {
    const services = {
      database: databaseHealth(deps),
      session_host: hostHealth(deps),
      claude_code: await claude(),
    }
    const status = worst([services.database, services.session_host, softened(services.claude_code)])
    const problem = deps.hostProblem()
    res.status(status === 'unhealthy' ? 503 : 200).json({
      status,
      timestamp: deps.clock.timestamp(),
      services,
      ...(problem === null ? {} : { problem }),
      metrics: {
        active_sessions: await within(deps.sessionCount.of(deps.owner), 0),
        connected_users: deps.connectedUsers(),
        uptime_seconds: Math.floor((deps.clock.now() - startedAt) / 1000),
      },
    })
  })
  return router
}

function databaseHealth(deps: HealthDeps): ServiceHealth {
  try {
    deps.checkDatabase()
    return 'healthy'
  } catch {
    return 'unhealthy'
  }
}

function hostHealth(deps: HealthDeps): ServiceHealth {
  switch (deps.link.state().kind) {
    case 'ready':
      return 'healthy'
    case 'connecting':
      return 'degraded'
    case 'closed':
      return 'unhealthy'
  }
}

function createClaudeHealth(deps: HealthDeps): () => Promise<ServiceHealth> {
  let known: { at: number; health: ServiceHealth } | null = null
  return async () => {
    if (known !== null && deps.clock.now() - known.at < CLAUDE_FRESH_MS) {
      return known.health
    }
    if (deps.link.state().kind !== 'ready') {
      return 'degraded'
    }
    const asked = deps.link.call('claude.status', {}, deps.owner).then(
      (status): ServiceHealth => (!status.found ? 'unhealthy' : status.problem === null ? 'healthy' : 'degraded'),
      (): ServiceHealth => 'degraded',
    )
    const health = await within(asked, 'degraded')
    known = { at: deps.clock.now(), health }
    return health
  }
}

/** Without Claude Code the server itself still works: sign-in, history, settings. */
function softened(health: ServiceHealth): ServiceHealth {
  return health === 'unhealthy' ? 'degraded' : health
}

function worst(all: readonly ServiceHealth[]): ServiceHealth {
  return all.find((one) => one === 'unhealthy') ?? all.find((one) => one === 'degraded') ?? 'healthy'
}

/** A health page that hangs says nothing: after a while `fallback` is the answer. */
async function within<T>(asked: Promise<T>, fallback: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WITHIN_MS, fallback)
  })
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}
