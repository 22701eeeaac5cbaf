import { LogComponent, LogEntryLevel } from '#shared/operations/logs.ts'
import { loadLogs, logFilter } from './logs.ts'
import { useStore } from '#renderer/state/store.ts'
import { Field, Select } from '#renderer/ui/Field.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import * as words from './words.ts'

/** The filters. Every change applies at once. */
export function LogFilters() {
  const { q, level, component } = useStore(logFilter, (value) => value)
  return (
    <search className="grid grid-cols-2 gap-3 md:grid-cols-[2fr_1fr_1fr]">
      <div className="max-md:col-span-2">
        <SearchField wanted={q} placeholder={words.wordsARequestIdA} onSearch={(text) => void loadLogs({ q: text })} />
      </div>
      <Field label={words.fromLevel}>
        <Select
          value={level}
          onChange={(event) => void loadLogs({ level: LogEntryLevel.safeParse(event.target.value).data ?? '' })}
        >
          <option value="">{words.all}</option>
          {LogEntryLevel.options.slice(1).map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
      </Field>
      <Field label={words.process}>
        <Select
          value={component}
          onChange={(event) => void loadLogs({ component: LogComponent.safeParse(event.target.value).data ?? '' })}
        >
          <option value="">{words.all}</option>
          {LogComponent.options.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
      </Field>
    </search>
  )
}
