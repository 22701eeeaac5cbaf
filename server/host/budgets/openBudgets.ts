import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { Budget, BudgetPeriod } from '#shared/operations/budget.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { Budgets, BudgetVerdict } from '../sessions/ports/budgets.ts'
import type { Folders } from '../sessions/ports/sessionPorts.ts'
import type { BudgetRows, StoredBudget } from '../store/rows/budgetRows.ts'

export interface BudgetsDeps {
  readonly rows: BudgetRows
  readonly folders: Folders
  readonly clock: Clock
}

export interface OpenBudgets extends Budgets {
  readonly handlers: Pick<HostHandlers, 'budget.list' | 'budget.set' | 'budget.remove'>
}

/** From here on its person is warned. */
const NEAR = 0.8

/** More budgets of one person than this are not kept: each is summed up at each turn. */
const MAX_BUDGETS = 100

/** What the sessions of people may cost, by the count of Claude Code. */
export function openBudgets(deps: BudgetsDeps): OpenBudgets {
  const { rows, folders } = deps
  return {
    judge: (session, more) => judge(deps, session, more),
    areSet: (userId) => rows.list(userId).length > 0,
    handlers: {
      'budget.list': (_params, { user_id }) => listed(deps, user_id),
      'budget.set': async ({ counts, subject, period, limit_usd }, { user_id }) => {
        if ((counts === 'all') !== (subject === null)) {
          throw new HomeportError(
            'WS_002',
            'subject: Name the folder or the session, and nothing where all are counted.',
          )
        }
        if (counts === 'session' && rows.sessionName(user_id, subject ?? '') === null) {
          throw new HomeportError('SESSION_002', 'You have no such session.')
        }
        const known = counts === 'project' && subject !== null ? await folders.resolve(subject) : (subject ?? '')
        const held = rows.list(user_id)
        const isHeld = held.some((one) => one.counts === counts && one.subject === known)
        if (!isHeld && held.length >= MAX_BUDGETS) {
          throw new HomeportError('WS_002', `You have ${MAX_BUDGETS} budgets, which is the most. Remove some first.`)
        }
        rows.set(user_id, { counts, subject: known, period, limit_usd })
        return listed(deps, user_id)
      },
      'budget.remove': ({ counts, subject }, { user_id }) => {
        if (!rows.remove(user_id, { counts, subject: subject ?? '' })) {
          throw new HomeportError('SESSION_002', 'There is no such budget. It may be removed already.')
        }
        return listed(deps, user_id)
      },
    },
  }
}

const DAY_MS = 24 * 3_600_000
const LASTS_MS: Readonly<Record<BudgetPeriod, number>> = {
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  ever: Number.POSITIVE_INFINITY,
}

function spentOf({ rows, clock }: BudgetsDeps, userId: UserId, budget: StoredBudget): number {
  return rows.spent(userId, budget, Math.max(0, clock.now() - LASTS_MS[budget.period]))
}

function stateOf(spent: number, { limit_usd }: StoredBudget): Budget['state'] {
  if (spent >= limit_usd) {
    return 'used_up'
  }
  return spent >= limit_usd * NEAR ? 'near' : 'fine'
}

function listed(deps: BudgetsDeps, userId: UserId): ResultOf<'budget.list'> {
  return {
    budgets: deps.rows.list(userId).map((budget) => {
      const spent_usd = spentOf(deps, userId, budget)
      const { counts, subject, period, limit_usd } = budget
      return {
        counts,
        subject: counts === 'all' ? null : subject,
        name: counts === 'session' ? deps.rows.sessionName(userId, subject) : null,
        period,
        limit_usd,
        spent_usd,
        state: stateOf(spent_usd, budget),
      }
    }),
  }
}

function judge(
  deps: BudgetsDeps,
  { id, user_id, workspace_path }: Parameters<Budgets['judge']>[0],
  more: number,
): BudgetVerdict {
  const about = deps.rows
    .list(user_id)
    .filter(({ counts, subject }) => counts === 'all' || subject === (counts === 'project' ? workspace_path : id))
  const verdicts = about.map((budget): BudgetVerdict => {
    const spent = spentOf(deps, user_id, budget) + more
    const kind = stateOf(spent, budget)
    return kind === 'fine' ? { kind } : { kind, text: textOf(kind, budget, spent) }
  })
  const of = (kind: BudgetVerdict['kind']) => verdicts.find((one) => one.kind === kind)
  return of('used_up') ?? of('near') ?? { kind: 'fine' }
}

const WHAT = { all: 'all your sessions', project: 'this folder', session: 'this session' } as const
const WHEN: Readonly<Record<BudgetPeriod, string>> = {
  day: ' in 24 hours',
  week: ' in 7 days',
  month: ' in 30 days',
  ever: '',
}

function textOf(kind: 'near' | 'used_up', { counts, period, limit_usd }: StoredBudget, spent: number): string {
  const budget = `Your budget for ${WHAT[counts]}, $${limit_usd.toFixed(2)}${WHEN[period]}`
  return kind === 'near'
    ? `${budget}, is nearly used up: $${spent.toFixed(2)} are spent. When it is, turns stop and prompts are refused.`
    : `${budget}, is used up: $${spent.toFixed(2)} are spent. Raise or remove it on the page "Usage" to go on${period === 'ever' ? '' : ', or wait until less was spent in that time'}.`
}
