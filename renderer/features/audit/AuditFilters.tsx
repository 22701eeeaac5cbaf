import { AuditOutcome } from '#shared/operations/audit.ts'
import { auditFilter, loadAudit } from './auditLog.ts'
import { useStore } from '#renderer/state/store.ts'
import { Field, Select, TextInput } from '#renderer/ui/Field.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import * as words from './words.ts'

/** The filters. Every change applies at once. */
export function AuditFilters() {
  const { q, action, outcome, since, until } = useStore(auditFilter, (value) => value)
  return (
    <search className="grid grid-cols-2 gap-3 md:grid-cols-[2fr_1fr_1fr_1fr_1fr]">
      <div className="max-md:col-span-2">
        <SearchField
          wanted={q}
          placeholder={words.nameAddressSessionRequest}
          onSearch={(text) => void loadAudit({ q: text })}
        />
      </div>
      <Field label={words.what}>
        <Select value={action} onChange={(event) => void loadAudit({ action: event.target.value })}>
          <option value="">{words.everything}</option>
          {words.auditParts.map(([part, name]) => (
            <option key={part} value={part}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.outcome}>
        <Select
          value={outcome}
          onChange={(event) => void loadAudit({ outcome: AuditOutcome.safeParse(event.target.value).data ?? '' })}
        >
          <option value="">{words.any}</option>
          <option value="ok">{words.done}</option>
          <option value="refused">{words.refused}</option>
          <option value="failed">{words.failed}</option>
        </Select>
      </Field>
      <Field label={words.from}>
        <TextInput
          type="date"
          value={since}
          max={until}
          onChange={(event) => void loadAudit({ since: event.target.value })}
        />
      </Field>
      <Field label={words.to}>
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
