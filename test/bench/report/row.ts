import { summarise } from './statistics.ts'

export type Unit = 'ms' | 's' | 'KB' | 'MB' | 'KB/session' | '/s' | '% of a core' | '×' | ''

/** One line of the table. */
export interface Row {
  readonly what: string
  /** In `unit`; null: reported, without a goal. */
  readonly goal: number | null
  readonly unit: Unit
  /** What is held against the goal: the median of the samples where a row says nothing else. */
  readonly value: number
  readonly samples: readonly number[]
  /** How it was measured, or what else was seen. */
  readonly note: string
}

/** A row whose value is the median of its samples. */
export function medianRow(row: Omit<Row, 'value'>): Row {
  return { ...row, value: summarise(row.samples).median }
}

/** Whether the row reaches its goal; null where there is none. */
export function meetsGoal(row: Row): boolean | null {
  return row.goal === null ? null : row.value <= row.goal
}

/** All rows as one markdown table. */
export function toMarkdown(rows: readonly Row[]): string {
  const head = ['| what | goal | measured | spread, runs | | how |', '|---|---|---|---|---|---|']
  return [...head, ...rows.map(toLine)].join('\n')
}

function toLine(row: Row): string {
  const { low, high, runs } = summarise(row.samples)
  const goal = row.goal === null ? '–' : `≤ ${format(row.goal)} ${row.unit}`
  const met = meetsGoal(row)
  const verdict = met === null ? '' : met ? 'met' : '**missed**'
  const spread = runs === 1 ? '1 run' : `${format(low)}–${format(high)}, ${runs}`
  return `| ${[row.what, goal, `${format(row.value)} ${row.unit}`, spread, verdict, row.note].join(' | ')} |`
}

/** Three digits that matter. */
function format(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits, minimumFractionDigits: 0 })
}
