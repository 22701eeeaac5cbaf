import { HomeportError } from '#shared/errors.ts'
import { MAX_USAGE_DAYS } from '#shared/operations/usage.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { People } from '../store/people.ts'
import type { UsageRows } from '../store/rows/usageRows.ts'
import { addDays, datesIn, localDays } from '../store/rows/localDays.ts'
import { assertSeesUsageOfAll } from '../sessions/access.ts'
import type { HostHandlers } from '../hostHandlers.ts'

/** Rows of one answer: a year of a dozen sessions a day. */
const MAX_ROWS = 5000

/** Shown when nobody says since when. */
const USUAL_DAYS = 30

export interface UsageDeps {
  readonly usage: UsageRows
  readonly people: People
  readonly clock: Clock
}

/** Answers for what was used. */
export function usageHandlers({ usage, people, clock }: UsageDeps): Pick<HostHandlers, 'usage.read'> {
  return {
    'usage.read': ({ from: asked, to: until, time_zone, user }, actor) => {
      if (user === 'all') {
        assertSeesUsageOfAll(actor)
      }
      const dateOf = datesIn(time_zone)
      const to = until ?? dateOf(clock.now())
      const from = asked ?? addDays(to, 1 - USUAL_DAYS)
      if (from > to || addDays(from, MAX_USAGE_DAYS) <= to) {
        throw new HomeportError('WS_002', `from, to: name at most ${MAX_USAGE_DAYS} days, the earlier one as "from".`)
      }
      const days = localDays({ from, to, dateOf })
      const query = { days, user_id: actor.user_id, everybody: user === 'all', limit: MAX_ROWS + 1 }
      const { rows, total } = usage.read(query)
      return {
        from,
        to,
        time_zone,
        rows: rows.slice(0, MAX_ROWS).map((row) => ({ ...row, username: people.nameOf(row.user_id) })),
        total,
        truncated: rows.length > MAX_ROWS,
      }
    },
  }
}
