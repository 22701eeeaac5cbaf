import type { ResultOf } from '#shared/operations/table.ts'
import type { UsageAmount, UsageDay, UsageRow } from '#shared/operations/usage.ts'

const nothing: UsageAmount = {
  input_tokens: 0,
  output_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  cost_usd: 0,
  turns: 0,
  duration_ms: 0,
}

/** What the fake gateway says was used: the rows a test gave, filled up, on the last day that is asked for. */
export function fakeUsage(
  params: Readonly<Record<string, unknown>>,
  rows: readonly Partial<UsageRow>[],
): ResultOf<'usage.read'> {
  const [from, to] = [String(params['from']), String(params['to'])]
  const total = { ...nothing }
  for (const row of rows) {
    total.cost_usd += row.cost_usd ?? 0
    total.turns += row.turns ?? 0
    total.output_tokens += row.output_tokens ?? 0
    total.duration_ms += row.duration_ms ?? 0
  }
  return {
    from,
    to,
    time_zone: String(params['time_zone']),
    truncated: false,
    total,
    rows: rows.map((row) => ({
      ...nothing,
      day: to,
      model: 'claude-opus-5-5',
      user_id: 'u1' as UsageRow['user_id'],
      username: 'me',
      session_id: null,
      session_name: null,
      project: null,
      ...row,
    })),
  }
}

/** The same rows per day. */
export function fakeUsageDays(
  params: Readonly<Record<string, unknown>>,
  rows: readonly Partial<UsageRow>[],
): ResultOf<'usage.days'> {
  const told = fakeUsage(params, rows)
  const days = new Map<string, UsageDay>()
  for (const { day, cost_usd, turns, output_tokens, duration_ms } of told.rows) {
    const before = days.get(day) ?? { ...nothing, day }
    days.set(day, {
      ...before,
      cost_usd: before.cost_usd + cost_usd,
      turns: before.turns + turns,
      output_tokens: before.output_tokens + output_tokens,
      duration_ms: before.duration_ms + duration_ms,
    })
  }
  const { from, to, time_zone } = told
  return { from, to, time_zone, days: [...days.values()].toSorted((one, other) => (one.day < other.day ? -1 : 1)) }
}
