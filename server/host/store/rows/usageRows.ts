import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import { SessionId, UserId } from '#shared/ids.ts'
import { type UsageAmount, UsageDay } from '#shared/operations/usage.ts'
import { TurnCompleted } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import { TERMINAL_COST } from '../../sessions/turns/withinBudget.ts'
import type { RawEvent } from '../../sessions/ports/sessionPorts.ts'
import type { LocalDay } from './localDays.ts'

export interface UsageQuery {
  readonly days: readonly LocalDay[]
  /** Whose sessions are shown by name. */
  readonly user_id: UserId
  readonly everybody: boolean
  readonly limit: number
}

const SUMS = `coalesce(sum(turns), 0) AS turns, coalesce(sum(duration_ms), 0) AS duration_ms,
  coalesce(sum(input_tokens), 0) AS input_tokens, coalesce(sum(output_tokens), 0) AS output_tokens,
  coalesce(sum(cache_creation_input_tokens), 0) AS cache_creation_input_tokens,
  coalesce(sum(cache_read_input_tokens), 0) AS cache_read_input_tokens, coalesce(sum(cost_usd), 0.0) AS cost_usd`

const Row = z.object({
  day: z.iso.date(),
  model: z.string().transform((model) => (model === '' ? null : model)),
  user_id: UserId,
  session_id: SessionId.nullable(),
  session_name: z.string().nullable(),
  project: z.string().nullable(),
  turns: z.number(),
  duration_ms: z.number(),
  input_tokens: z.number(),
  output_tokens: z.number(),
  cache_creation_input_tokens: z.number(),
  cache_read_input_tokens: z.number(),
  cost_usd: z.number(),
})
export type UsageSum = z.infer<typeof Row>

const TerminalCost = z.object({
  seq: z.number(),
  timestamp: z.string(),
  data: z.object({ code: z.literal(TERMINAL_COST), details: z.object({ cost_usd: z.number().nonnegative() }) }),
})
const NO_TOKENS = { input_tokens: 0, output_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }

/** The rows of `turn_usage`: what each turn used of each model. Written in the transaction of the event. */
export class UsageRows {
  readonly #database: Database
  readonly #add

  constructor(database: Database) {
    this.#database = database
    this.#add = database.prepare<object>(
      `INSERT INTO turn_usage (session_id, seq, model, user_id, project, ended_at, turns, duration_ms, input_tokens,
         output_tokens, cache_creation_input_tokens, cache_read_input_tokens, cost_usd)
       VALUES (@session_id, @seq, @model, @user_id, @project, @ended_at, @turns, @duration_ms, @input_tokens,
         @output_tokens, @cache_creation_input_tokens, @cache_read_input_tokens, @cost_usd)`,
    )
  }

  /** No-op for events that end no turn. */
  add(session: Session, event: RawEvent): void {
    if (event.type === 'notice' && event.payload.includes(TERMINAL_COST)) {
      this.#addTerminal(session, event)
      return
    }
    if (event.type !== 'turn_completed') {
      return
    }
    const { seq, timestamp, data } = TurnCompleted.parse(JSON.parse(event.payload.toString()))
    const shares = data.models ?? [{ model: session.model ?? '', usage: data.usage, cost_usd: data.cost_usd }]
    shares.forEach(({ model, usage, cost_usd }, index) =>
      this.#add.run({
        session_id: session.id,
        seq,
        model,
        user_id: session.user_id,
        project: session.workspace_path,
        ended_at: Date.parse(timestamp),
        turns: index === 0 ? 1 : 0,
        duration_ms: index === 0 ? Math.round(data.duration_ms) : 0,
        ...usage,
        cost_usd,
      }),
    )
  }

  /** Its turns are counted already, without what they cost. */
  #addTerminal({ id: session_id, model, user_id, workspace_path: project }: Session, { payload }: RawEvent): void {
    const cost = TerminalCost.safeParse(JSON.parse(payload.toString())).data
    if (cost !== undefined) {
      const { seq, timestamp, data } = cost
      const where = { session_id, seq, model: model ?? '', user_id, project, ended_at: Date.parse(timestamp) }
      this.#add.run({ ...where, turns: 0, duration_ms: 0, ...NO_TOKENS, cost_usd: data.details.cost_usd })
    }
  }

  /** Newest day first, dearest first within a day. */
  read(query: UsageQuery): { readonly rows: readonly UsageSum[]; readonly total: UsageAmount } {
    const from = usedIn(query)
    const values = valuesOf(query)
    const rows = this.#database
      .prepare<object>(
        `${DAYS} SELECT day, model, used.user_id AS user_id, ${own('used.session_id')} AS session_id,
           ${own('project')} AS project, ${own('(SELECT name FROM sessions WHERE id = used.session_id)')} AS session_name,
           ${SUMS} ${from} GROUP BY day, model, used.user_id, 4 ORDER BY day DESC, cost_usd DESC LIMIT @limit`,
      )
      .all({ ...values, limit: query.limit })
      .map((row) => Row.parse(row))
    const total = this.#database.prepare<object, UsageAmount>(`${DAYS} SELECT ${SUMS} ${from}`).get(values)
    return { rows, total: total ?? NOTHING }
  }

  /** The days on which something was used, the oldest first. */
  perDay(query: Omit<UsageQuery, 'limit'>): readonly UsageDay[] {
    return this.#database
      .prepare<object>(`${DAYS} SELECT day, ${SUMS} ${usedIn(query)} GROUP BY day ORDER BY day`)
      .all(valuesOf(query))
      .map((row) => UsageDay.parse(row))
  }
}

const DAYS = `WITH days AS (SELECT value ->> 0 AS day, value ->> 1 AS starts_at, value ->> 2 AS ends_at FROM json_each(@days))`

function usedIn({ everybody }: Pick<UsageQuery, 'everybody'>): string {
  return `FROM days CROSS JOIN turn_usage AS used ON ended_at >= starts_at AND ended_at < ends_at
    ${everybody ? '' : 'WHERE used.user_id = @user_id'}`
}

function valuesOf({ days, user_id }: Pick<UsageQuery, 'days' | 'user_id'>) {
  return { days: JSON.stringify(days.map(({ day, starts_at, ends_at }) => [day, starts_at, ends_at])), user_id }
}

/** What other people's rows keep to themselves. */
function own(column: string): string {
  return `CASE WHEN used.user_id = @user_id THEN ${column} END`
}

const NOTHING: UsageAmount = {
  input_tokens: 0,
  output_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  cost_usd: 0,
  turns: 0,
  duration_ms: 0,
}
