import { useEffect, useState } from 'react'
import { LogComponent, LogEntryLevel } from '#shared/operations/logs.ts'
import { loadLogs, logFilter } from '#renderer/state/logs.ts'
import { useStore } from '#renderer/state/store.ts'
import { Field, Select, TextInput } from '#renderer/ui/Field.tsx'

/** While somebody types, nothing is asked for this long. */
const SETTLE_MS = 250

/** What to look for. Every change looks at once. */
export function LogFilters() {
  const { level, component } = useStore(logFilter, (value) => value)
  const [typed, setTyped] = useState(() => logFilter.get().q)
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== logFilter.get().q) {
        void loadLogs({ q: typed })
      }
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <search className="grid grid-cols-2 gap-3 md:grid-cols-[2fr_1fr_1fr]">
      <div className="max-md:col-span-2">
        <Field label="Search">
          <TextInput
            type="search"
            value={typed}
            maxLength={200}
            placeholder="Words, a request id, a session …"
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
      </div>
      <Field label="From level">
        <Select
          value={level}
          onChange={(event) => void loadLogs({ level: LogEntryLevel.safeParse(event.target.value).data ?? '' })}
        >
          <option value="">all</option>
          {LogEntryLevel.options.slice(1).map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
      </Field>
      <Field label="Process">
        <Select
          value={component}
          onChange={(event) => void loadLogs({ component: LogComponent.safeParse(event.target.value).data ?? '' })}
        >
          <option value="">all</option>
          {LogComponent.options.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
      </Field>
    </search>
  )
}
