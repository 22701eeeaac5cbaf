import type { UsageRow } from '#shared/operations/usage.ts'

/** With it spreadsheets read the letters of every language. */
const BYTE_ORDER_MARK = '\uFEFF'

/** What makes a spreadsheet take a cell for a formula, with the wide forms that some read alike. */
const FORMULA = /^[\s\0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/

const columns: readonly (readonly [name: string, of: (row: UsageRow) => string | number | null])[] = [
  ['day', ({ day }) => day],
  ['person', ({ username, user_id }) => username ?? user_id],
  ['project', ({ project }) => project],
  ['session', ({ session_name }) => session_name],
  ['model', ({ model }) => model],
  ['turns', ({ turns }) => turns],
  ['duration_seconds', ({ duration_ms }) => duration_ms / 1000],
  ['input_tokens', ({ input_tokens }) => input_tokens],
  ['output_tokens', ({ output_tokens }) => output_tokens],
  ['cache_read_tokens', (row) => row.cache_read_input_tokens],
  ['cache_write_tokens', (row) => row.cache_creation_input_tokens],
  ['cost_usd', ({ cost_usd }) => Number(cost_usd.toFixed(6))],
]

/**
 * The rows as a CSV file with a header (RFC 4180: commas, CRLF, quotes doubled). A text that a spreadsheet would take for
 * a formula gets an apostrophe before it: names of sessions and folders are anybody's (OWASP, CSV Injection).
 */
export function usageCsv(rows: readonly UsageRow[]): string {
  const lines = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, of]) => cell(of(row))))]
  return BYTE_ORDER_MARK + lines.map((line) => `${line.join(',')}\r\n`).join('')
}

function cell(value: string | number | null): string {
  if (typeof value !== 'string') {
    return value === null ? '' : String(value)
  }
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
