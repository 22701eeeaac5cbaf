import { type FormEvent, useState } from 'react'
import type { QuietHours } from '#shared/operations/policy.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Card } from '#renderer/ui/Card.tsx'
import { Field, Select, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { setQuietHours } from './policy.ts'
import * as words from './words.ts'

/** When nobody is there to answer. */
export function QuietHoursFields({ hours }: { hours: QuietHours | null }) {
  const [edited, setEdited] = useState<QuietHours>(() => hours ?? usual())
  const [state, setState] = useState<'ready' | 'saving' | { readonly problem: string }>('ready')
  const set = (changed: Partial<QuietHours>) => setEdited({ ...edited, ...changed })
  return (
    <Card title={words.quietHours}>
      <p className="text-sm text-muted">
        {hours === null ? words.offWhatClaudeAsksFor : words.inQuietHours[hours.answer](hours)}
      </p>
      <form aria-label={words.quietHours} className="mt-3 space-y-3" onSubmit={(event) => void save(event)}>
        <HourFields hours={edited} onChange={set} />
        {typeof state === 'object' && <Problem>{state.problem}</Problem>}
        <div className="flex gap-1.5">
          <Button type="submit" disabled={state === 'saving'}>
            {hours === null ? words.turnOn : words.save}
          </Button>
          {hours !== null && (
            <Button variant="ghost" disabled={state === 'saving'} onClick={() => void keep(null)}>
              {words.turnOff}
            </Button>
          )}
        </div>
      </form>
    </Card>
  )

  function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    return keep(edited)
  }

  async function keep(wanted: QuietHours | null): Promise<void> {
    setState('saving')
    try {
      await setQuietHours(wanted)
      setState('ready')
    } catch (error) {
      setState({ problem: errorMessage(error) })
    }
  }
}

interface HourFieldsProps {
  readonly hours: QuietHours
  readonly onChange: (changed: Partial<QuietHours>) => void
}

function HourFields({ hours, onChange }: HourFieldsProps) {
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-[9.5rem_9.5rem_1fr]">
      <Field label={words.from}>
        <TextInput
          type="time"
          required
          value={hours.from}
          onChange={({ target }) => onChange({ from: target.value })}
        />
      </Field>
      <Field label={words.to}>
        <TextInput
          type="time"
          required
          value={hours.until}
          onChange={({ target }) => onChange({ until: target.value })}
        />
      </Field>
      <Field label={words.whatNeedsApproval}>
        <Select
          value={hours.answer}
          onChange={({ target }) => onChange({ answer: target.value === 'deny' ? 'deny' : 'wait' })}
        >
          <option value="wait">{words.waits}</option>
          <option value="deny">{words.isDenied}</option>
        </Select>
      </Field>
    </div>
  )
}

function usual(): QuietHours {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return { from: '22:00', until: '07:00', time_zone: timeZone, answer: 'wait' }
}
