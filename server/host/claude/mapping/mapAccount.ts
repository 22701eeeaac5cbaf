import type { AccountLimit } from '#shared/session/session.ts'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { MapState } from './mapState.ts'
import type { AuthStatusLine, RateLimitLine } from '../protocol/messages.ts'
import { excerpt } from './unknownMessages.ts'

const windows: Readonly<Record<string, string>> = {
  five_hour: 'the five-hour limit',
  seven_day: 'the weekly limit',
  seven_day_opus: 'the weekly limit for Opus',
  seven_day_sonnet: 'the weekly limit for Sonnet',
  overage: 'the limit for extra usage',
}

/** How much of a subscription is used: what changed of it, and a notice when it becomes short, once for each window. */
export function mapRateLimit(state: MapState, line: RateLimitLine): AgentUpdate[] {
  return [...limitOf(state, line), ...noticeOf(state, line)]
}

const states: Readonly<Record<string, AccountLimit['state']>> = { allowed_warning: 'near', rejected: 'used_up' }

function limitOf({ limits }: MapState, { rate_limit_info: info }: RateLimitLine): AgentUpdate[] {
  const { status, rateLimitType, resetsAt, utilization } = info
  const kind = (rateLimitType ?? 'usage').slice(0, 40)
  const limit: AccountLimit = {
    kind,
    state: states[status] ?? 'fine',
    used: typeof utilization === 'number' && utilization >= 0 ? utilization : null,
    resets_at: typeof resetsAt === 'number' ? whenReset(resetsAt) : null,
  }
  const said = JSON.stringify(limit)
  if (limits.get(kind) === said) {
    return []
  }
  if (limits.size > 50) {
    limits.clear()
  }
  limits.set(kind, said)
  return [{ kind: 'account_limit', limit }]
}

function noticeOf(state: MapState, { rate_limit_info: info }: RateLimitLine): AgentUpdate[] {
  const { status, rateLimitType, resetsAt, utilization } = info
  const isUp = status === 'rejected'
  const key = `rate limit ${status} ${rateLimitType ?? ''} ${resetsAt ?? ''}`
  if (status === 'allowed' || state.said.has(key)) {
    return []
  }
  remember(state, key)
  const window = windows[rateLimitType ?? ''] ?? 'a usage limit'
  const share = typeof utilization === 'number' && !isUp ? ` (${Math.round(utilization * 100)} %)` : ''
  const until = typeof resetsAt === 'number' ? untilWhen(resetsAt) : ''
  return [
    {
      kind: 'notice',
      level: 'warning',
      code: 'rate_limit',
      text: isUp
        ? `This Claude account has used up ${window}${until}. Claude answers again after that.`
        : `This Claude account comes near ${window}${share}${until}.`,
      details: { status: status.slice(0, 40), resets_at: resetsAt ?? null },
    },
  ]
}

export function mapAuthStatus({ error }: AuthStatusLine): AgentUpdate[] {
  return typeof error !== 'string' || error === ''
    ? []
    : [
        {
          kind: 'notice',
          level: 'error',
          code: 'sign_in_failed',
          text: `Claude Code could not sign in: ${excerpt(error, 500)}`,
        },
      ]
}

/** `seconds` since 1970. */
function untilWhen(seconds: number): string {
  const at = whenReset(seconds)
  return at === null ? '' : `, until ${at.slice(0, 16).replace('T', ' ')} UTC`
}

/** null: no time that there is. */
function whenReset(seconds: number): string | null {
  const at = new Date(seconds * 1000)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/** A bound: a process lives for weeks. */
function remember({ said }: MapState, key: string): void {
  if (said.size > 200) {
    said.clear()
  }
  said.add(key)
}
