import type { UsageAmount, UsageDay, UsageRow } from '#shared/operations/usage.ts'
import { baseName } from '#shared/session/paths.ts'
import * as words from './words.ts'

/** One line of a table, or one bar. */
export interface UsageGroup extends UsageAmount {
  readonly key: string
  readonly label: string
}

/** Of a day without usage. */
export const nothing: UsageAmount = {
  input_tokens: 0,
  output_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  cost_usd: 0,
  turns: 0,
  duration_ms: 0,
}

/** Sums rows by the result of `name`, the most expensive first. */
export function groupUsage(
  rows: readonly UsageRow[],
  name: (row: UsageRow) => { key: string; label: string },
): UsageGroup[] {
  const groups = new Map<string, UsageGroup>()
  for (const row of rows) {
    const { key, label } = name(row)
    groups.set(key, { ...add(groups.get(key) ?? nothing, row), key, label })
  }
  return [...groups.values()].toSorted((one, other) => other.cost_usd - one.cost_usd || tokensOf(other) - tokensOf(one))
}

/** The groupings of the page. Rows without a session are those of others, whose projects and sessions are not told. */
export const groupBy = {
  person: (rows: readonly UsageRow[]) =>
    groupUsage(rows, ({ user_id, username }) => ({ key: user_id, label: username ?? user_id })),
  model: (rows: readonly UsageRow[]) =>
    groupUsage(rows, ({ model }) => ({ key: model ?? '', label: model ?? words.notKnown })),
  project: (rows: readonly UsageRow[]) =>
    groupUsage(own(rows), ({ project }) => ({ key: project ?? '', label: baseName(project ?? '') })),
  session: (rows: readonly UsageRow[]) =>
    groupUsage(own(rows), (row) => ({ key: row.session_id ?? '', label: row.session_name ?? words.deleted })),
} as const

function own(rows: readonly UsageRow[]): readonly UsageRow[] {
  return rows.filter(({ session_id }) => session_id !== null)
}

interface DayRange {
  /** `2026-11-21`. */
  readonly from: string
  /** Included. */
  readonly to: string
}

/** One group for each day of the range, also for days without usage. */
export function usageByDay(rows: readonly UsageRow[], range: DayRange): UsageGroup[] {
  return everyDay(
    groupUsage(rows, ({ day }) => ({ key: day, label: day })).map((group) => ({ ...group, day: group.key })),
    range,
  )
}

/** The days that are told, and those between them, on which nothing was used. */
export function everyDay(told: readonly UsageDay[], range: DayRange): UsageGroup[] {
  const used = new Map(told.map((one) => [one.day, one]))
  return Array.from({ length: daysOf(range) }, (_, index) => {
    const day = new Date(Date.parse(range.from) + index * DAY_MS).toISOString().slice(0, 10)
    return { ...(used.get(day) ?? nothing), key: day, label: day }
  })
}

/** How many days a range has. */
export function daysOf({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
}

const DAY_MS = 24 * 3_600_000

/** All tokens that were read and written, from the cache too. */
export function tokensOf(amount: UsageAmount): number {
  const { input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens } = amount
  return input_tokens + output_tokens + cache_creation_input_tokens + cache_read_input_tokens
}

function add(left: UsageAmount, right: UsageAmount): UsageAmount {
  return {
    input_tokens: left.input_tokens + right.input_tokens,
    output_tokens: left.output_tokens + right.output_tokens,
    cache_creation_input_tokens: left.cache_creation_input_tokens + right.cache_creation_input_tokens,
    cache_read_input_tokens: left.cache_read_input_tokens + right.cache_read_input_tokens,
    cost_usd: left.cost_usd + right.cost_usd,
    turns: left.turns + right.turns,
    duration_ms: left.duration_ms + right.duration_ms,
  }
}
