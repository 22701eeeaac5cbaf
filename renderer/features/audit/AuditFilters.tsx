import { useEffect, useState } from 'react'
import { AuditOutcome } from '#shared/operations/audit.ts'
import { auditFilter, loadAudit } from '#renderer/state/audit.ts'
import { useStore } from '#renderer/state/store.ts'
import { Field, Select, TextInput } from '#renderer/ui/Field.tsx'
import { auditParts } from '#renderer/words/auditWords.ts'

/** While somebody types, nothing is asked for this long. */
const SETTLE_MS = 250

/** What to look for. Every change looks at once. */
export function AuditFilters() {
  const { action, outcome, since, until } = useStore(auditFilter, (value) => value)
  return (
    <search className="grid grid-cols-2 gap-3 md:grid-cols-[2fr_1fr_1fr_1fr_1fr]">
      <SearchField />
      <Field label="What">
        <Select value={action} onChange={(event) => void loadAudit({ action: event.target.value })}>
          <option value="">Everything</option>
          {auditParts.map(([part, name]) => (
            <option key={part} value={part}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Outcome">
        <Select
          value={outcome}
          onChange={(event) => void loadAudit({ outcome: AuditOutcome.safeParse(event.target.value).data ?? '' })}
        >
          <option value="">Any</option>
          <option value="ok">Done</option>
          <option value="refused">Refused</option>
          <option value="failed">Failed</option>
        </Select>
      </Field>
      <Field label="From">
        <TextInput
          type="date"
          value={since}
          max={until}
          onChange={(event) => void loadAudit({ since: event.target.value })}
        />
      </Field>
      <Field label="To">
        <TextInput
          type="date"
          value={until}
          min={since}
          onChange={(event) => void loadAudit({ until: event.target.value })}
        />
      </Field>
    </search>
  )
}

function SearchField() {
  const wanted = useStore(auditFilter, ({ q }) => q)
  const [typed, setTyped] = useState(wanted)
  const [shown, setShown] = useState(wanted)
  if (shown !== wanted) {
    // Cleared from outside.
    setShown(wanted)
    setTyped(wanted)
  }
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== auditFilter.get().q) {
        void loadAudit({ q: typed })
      }
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <div className="max-md:col-span-2">
      <Field label="Search">
        <TextInput
          type="search"
          value={typed}
          maxLength={200}
          placeholder="Name, address, session, request …"
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
    </div>
  )
}
