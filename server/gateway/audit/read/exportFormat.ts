import { AuditEntry } from '#shared/operations/audit.ts'
import type { StoredEntry } from './storedEntries.ts'

export const exportFormats = ['jsonl', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]

/**
 * The lines of an export, with their ends. `jsonl`: each entry as it was hashed, and its hash as the last field, so that
 * anybody can compute the chain again (see `chainHash`). `csv`: for spreadsheets; no cell can act as a formula.
 */
export function* exportLines(entries: Iterable<StoredEntry>, format: ExportFormat): Generator<string> {
  if (format === 'jsonl') {
    for (const { entry, hash } of entries) {
      yield `${entry.slice(0, -1)},"hash":"${hash}"}\n`
    }
    return
  }
  yield `${columns.map(([name]) => name).join(',')}\r\n`
  for (const { entry, hash } of entries) {
    const read = AuditEntry.parse(JSON.parse(entry))
    yield `${columns.map(([, value]) => cell(value(read, hash))).join(',')}\r\n`
  }
}

type Cell = string | number | null

const columns: readonly (readonly [string, (entry: AuditEntry, hash: string) => Cell])[] = [
  ['seq', ({ seq }) => seq],
  ['time', ({ time }) => time],
  ['action', ({ action }) => action],
  ['outcome', ({ outcome }) => outcome],
  ['code', ({ code }) => code],
  ['count', ({ count }) => count],
  ['user_id', ({ user_id }) => user_id],
  ['username', ({ username }) => username],
  ['credential_kind', ({ credential }) => credential.kind],
  ['credential_id', ({ credential }) => credential.id],
  ['credential_name', ({ credential }) => credential.name],
  ['address', ({ address }) => address],
  ['user_agent', ({ user_agent }) => user_agent],
  ['session_id', ({ session_id }) => session_id],
  ['object_id', ({ object_id }) => object_id],
  ['details', ({ details }) => (Object.keys(details).length === 0 ? null : JSON.stringify(details))],
  ['request_id', ({ request_id }) => request_id],
  ['hash', (_entry, hash) => hash],
]

/** RFC 4180. Texts that a spreadsheet would run get an apostrophe before them. */
function cell(value: Cell): string {
  if (value === null || typeof value === 'number') {
    return String(value ?? '')
  }
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${harmless.replaceAll('"', '""')}"`
}
