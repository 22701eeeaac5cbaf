import type { AuditFact } from './log/auditLog.ts'

/** Changed settings for the audit log: no setting is a secret. null: taken out, or unset. */
export function settingDetails(changes: Readonly<Record<string, unknown>>): AuditFact['details'] {
  return Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, plain(value)]))
}

function plain(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value
  }
  return Array.isArray(value) ? value.map(String).join(', ') : null
}
