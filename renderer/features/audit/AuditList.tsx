import type { AuditEntry } from '#shared/operations/audit.ts'
import { type AuditFilter, type LoadedEntries, loadAudit, loadOlderAudit, noFilter } from './auditLog.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { AuditRow } from './AuditRow.tsx'
import * as words from './words.ts'

/** Entries by day, newest first. */
export function AuditList(props: { shown: LoadedEntries; isLoading: boolean; filter: AuditFilter }) {
  const { shown, isLoading, filter } = props
  if (shown.entries.length === 0) {
    return <Nothing isFiltered={filter !== noFilter && Object.values(filter).some((value) => value !== '')} />
  }
  return (
    <div aria-busy={isLoading} className="space-y-5">
      {byDay(shown.entries).map(([day, entries]) => (
        <section key={day} aria-label={day}>
          <h2 className="mb-1 px-2 text-xs font-semibold text-muted">{day}</h2>
          <ul className="divide-y divide-line">
            {entries.map((entry) => (
              <AuditRow key={entry.seq} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      {shown.cursor === null ? (
        <p className="px-2 text-muted">{words.theLogStartsHere}</p>
      ) : (
        <Button disabled={isLoading} onClick={() => void loadOlderAudit()}>
          {isLoading ? words.looking : words.olderEntries}
        </Button>
      )}
    </div>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div role="status" className="py-12 text-center">
      <p className="mb-4 text-base text-muted">
        {isFiltered ? words.nothingInTheLogIs : words.nothingHappenedYetWhateverIs}
      </p>
      {isFiltered && <Button onClick={() => void loadAudit(noFilter)}>{words.showEverything}</Button>}
    </div>
  )
}

function byDay(entries: readonly AuditEntry[]): [string, AuditEntry[]][] {
  const days = new Map<string, AuditEntry[]>()
  for (const entry of entries) {
    const day = new Date(entry.time).toLocaleDateString(undefined, { dateStyle: 'full' })
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days]
}
