import { type Request, Router } from 'express'
import type { Actor } from '#shared/operations/session.ts'
import type { HostLink } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Health } from './probes.ts'
import type { Proofs } from '../remote/selfTest/proofs.ts'
import type { SessionCount } from '../hostLink/sessionCount.ts'

export interface HealthDeps {
  readonly clock: Clock
  readonly link: HostLink
  /** Whether it takes a write. */
  readonly database: () => Health
  /** Whether there is room for the data. */
  readonly disk: () => Promise<Health>
  /** False: the last audit entry could not be written. */
  readonly isAuditHealthy: () => boolean
  /** False: the settings file cannot be used; what it said before holds. */
  readonly areSettingsHealthy: () => boolean
  /** Why the session host cannot be had; null while it can. */
  readonly hostProblem: () => string | null
  readonly sessionCount: SessionCount
  readonly owner: Actor
  readonly connectedUsers: () => number
}

/** Whether the request comes from this machine, or from somebody who is signed in. Never throws. */
export type IsKnown = (req: Request) => Promise<boolean>

/** How long Claude Code's answer is cached: the page may be polled every second, the binary must not be. */
const CLAUDE_FRESH_MS = 30_000
const ANSWER_WITHIN_MS = 2_000

/**
 * `/health`, `/live`, `/ready`: for supervisors and load balancers, without a credential, so they reveal no names,
 * paths or versions; to unauthenticated clients elsewhere nothing but the status.
 */
export function createHealthRoutes(
  deps: HealthDeps,
  { isKnown, proofs }: { readonly isKnown: IsKnown; readonly proofs: Pick<Proofs, 'answer'> },
): Router {
  const health = createHealthReport(deps)
  const router = Router()

  router.get('/live', (_req, res) => {
    // A page of ours at another address of this machine learns by it that somebody answers here, and nothing else.
    res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    res.json({ status: 'live' })
  })
  // The self-test of remote access finds itself here; unauthenticated clients find nothing.
  router.get('/live/:question', (req, res, next) => {
    const answer = proofs.answer(req.params.question)
    if (answer === null) {
      next()
    } else {
      res.json({ status: 'live', answer })
    }
  })
  router.get('/ready', (_req, res) => {
    const isReady = deps.database() === 'healthy' && hostHealth(deps) === 'healthy'
    res.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not_ready' })
  })
  // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Express 5 hands what is thrown to the error handler
  router.get('/health', async (req, res) => {
    const report = await health()
    const answer = (await isKnown(req)) ? report : { status: report.status }
    res.status(report.status === 'unhealthy' ? 503 : 200).json(answer)
  })
  return router
}

/** What `/health` says, made anew at each question. */
export function createHealthReport(deps: HealthDeps) {
  const startedAt = deps.clock.monotonic()
  const claude = createClaudeHealth(deps)
  return async () => {
    const services = {
      database: deps.database(),
      session_host: hostHealth(deps),
      claude_code: await claude(),
      disk: await within(deps.disk(), 'degraded'),
      audit_log: deps.isAuditHealthy() ? 'healthy' : 'degraded',
      settings: deps.areSettingsHealthy() ? 'healthy' : 'degraded',
    } as const
    const { database, session_host, audit_log, settings } = services
    const soft = [softened(services.claude_code), softened(services.disk)]
    const problem = deps.hostProblem()
    return {
      status: worst([database, session_host, audit_log, settings, ...soft]),
      timestamp: deps.clock.timestamp(),
      services,
      ...(problem === null ? {} : { problem }),
      metrics: {
        active_sessions: await within(deps.sessionCount.of(deps.owner), 0),
        connected_users: deps.connectedUsers(),
        uptime_seconds: Math.floor((deps.clock.monotonic() - startedAt) / 1000),
      },
    }
  }
}

function hostHealth(deps: Pick<HealthDeps, 'link'>): Health {
  switch (deps.link.state().kind) {
    case 'ready':
      return 'healthy'
    case 'connecting':
      return 'degraded'
    case 'closed':
      return 'unhealthy'
  }
}

function createClaudeHealth(deps: Pick<HealthDeps, 'clock' | 'link' | 'owner'>): () => Promise<Health> {
  let known: { at: number; health: Health } | null = null
  return async () => {
    if (known !== null && deps.clock.monotonic() - known.at < CLAUDE_FRESH_MS) {
      return known.health
    }
    if (deps.link.state().kind !== 'ready') {
      return 'degraded'
    }
    const asked = deps.link.call('claude.status', {}, deps.owner).then(
      (status): Health => (!status.found ? 'unhealthy' : status.problem === null ? 'healthy' : 'degraded'),
      (): Health => 'degraded',
    )
    const health = await within(asked, 'degraded')
    known = { at: deps.clock.monotonic(), health }
    return health
  }
}

/** Without Claude Code the server itself still works: sign-in, history, settings; on a full disk, reading. */
function softened(health: Health): Health {
  return health === 'unhealthy' ? 'degraded' : health
}

function worst(all: readonly Health[]): Health {
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
