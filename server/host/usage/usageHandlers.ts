import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { MAX_USAGE_DAYS } from '#shared/operations/usage.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { People } from '../store/people.ts'
import type { UsageRows } from '../store/rows/usageRows.ts'
import { addDays, datesIn, localDays } from '../store/rows/localDays.ts'
import { assertSeesUsageOfAll } from '../sessions/access.ts'
import type { HostHandlers } from '../hostHandlers.ts'

/** Rows of one answer: a year of a dozen sessions a day. */
const MAX_ROWS = 5000

/** Told when nobody says since when. */
const USUAL_DAYS = { rows: 30, days: 365 }

export interface UsageDeps {
  readonly usage: UsageRows
  readonly people: People
  readonly clock: Clock
}

/** Answers for what was used. */
export function usageHandlers(deps: UsageDeps): Pick<HostHandlers, 'usage.read' | 'usage.days'> {
  const { usage, people } = deps
  return {
    'usage.read': (params, actor) => {
      const { days, ...time } = askedDays(params, USUAL_DAYS.rows, deps)
      const { rows, total } = usage.read({ ...whose(params, actor), days, limit: MAX_ROWS + 1 })
      return {
        ...time,
        rows: rows.slice(0, MAX_ROWS).map((row) => ({ ...row, username: people.nameOf(row.user_id) })),
        total,
        truncated: rows.length > MAX_ROWS,
      }
    },
    'usage.days': (params, actor) => {
      const { days, ...time } = askedDays(params, USUAL_DAYS.days, deps)
      return { ...time, days: [...usage.perDay({ ...whose(params, actor), days })] }
    },
  }
}

type Asked = ParamsOf<'usage.read'>

/** @throws HomeportError AUTH_006 when another than an owner asks for everybody's. */
function whose({ user }: Asked, actor: Actor): { readonly user_id: Actor['user_id']; readonly everybody: boolean } {
  if (user === 'all') {
    assertSeesUsageOfAll(actor)
  }
  return { user_id: actor.user_id, everybody: user === 'all' }
}

/** @throws HomeportError WS_002 when there are too many days, or none. */
function askedDays({ from: asked, to: until, time_zone }: Asked, usual: number, { clock }: Pick<UsageDeps, 'clock'>) {
  const dateOf = datesIn(time_zone)
  const to = until ?? dateOf(clock.now())
  const from = asked ?? addDays(to, 1 - usual)
  if (from > to || addDays(from, MAX_USAGE_DAYS) <= to) {
    throw new HomeportError('WS_002', `from, to: name at most ${MAX_USAGE_DAYS} days, the earlier one as "from".`)
  }
  return { from, to, time_zone, days: localDays({ from, to, dateOf }) }
}
