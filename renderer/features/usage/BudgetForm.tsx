import { type FormEvent, useState } from 'react'
import { BudgetPeriod } from '#shared/operations/budget.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { useStore } from '#renderer/state/store.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, Select, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { type NewBudget, setBudget } from './budgets.ts'
import * as words from './words.ts'

const NONE: readonly never[] = []

/** Sets a budget; one for the same is replaced. */
export function BudgetForm({ onDone }: { onDone: () => void }) {
  const [of, setOf] = useState('all')
  const [period, setPeriod] = useState<NewBudget['period']>('month')
  const [limit, setLimit] = useState('')
  const [state, setState] = useState<'ready' | 'saving' | { readonly problem: string }>('ready')
  return (
    <form
      aria-label={words.newBudget}
      className="my-3 space-y-3 rounded-control bg-raised/60 p-3"
      onSubmit={(event) => void save(event)}
    >
      <div className="grid gap-3 md:grid-cols-3">
        <SubjectField value={of} onChange={setOf} />
        <Field label={words.usDollars}>
          <TextInput
            type="number"
            required
            min="0.01"
            step="0.01"
            value={limit}
            onChange={({ target }) => setLimit(target.value)}
          />
        </Field>
        <Field label={words.over}>
          <Select value={period} onChange={({ target }) => setPeriod(BudgetPeriod.parse(target.value))}>
            <option value="day">{words.hours24}</option>
            <option value="week">{words.days7}</option>
            <option value="month">{words.days30}</option>
            <option value="ever">{words.allTime}</option>
          </Select>
        </Field>
      </div>
      {typeof state === 'object' && <Problem>{state.problem}</Problem>}
      <div className="flex gap-1.5">
        <Button type="submit" variant="primary" disabled={state === 'saving'}>
          {words.save}
        </Button>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </form>
  )

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    setState('saving')
    try {
      await setBudget({ ...subjectOf(of), period, limit_usd: Number(limit) })
      onDone()
    } catch (error) {
      setState({ problem: errorMessage(error) })
    }
  }
}

function SubjectField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const sessions = useStore(overview, (state) => (state.kind === 'ready' ? state.sessions : NONE)).slice(0, 50)
  const folders = [...new Set(sessions.map(({ workspace_path }) => workspace_path))]
  return (
    <Field label={words.forWhat}>
      <Select value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="all">{words.allMySessions}</option>
        <optgroup label={words.folders}>
          {folders.map((folder) => (
            <option key={folder} dir="auto" value={`project ${folder}`}>
              {folder}
            </option>
          ))}
        </optgroup>
        <optgroup label={words.sessions}>
          {sessions.map(({ id, name }) => (
            <option key={id} dir="auto" value={`session ${id}`}>
              {name}
            </option>
          ))}
        </optgroup>
      </Select>
    </Field>
  )
}

/** `project /home/me/api` → what it counts. */
function subjectOf(value: string): Pick<NewBudget, 'counts' | 'subject'> {
  const cut = value.indexOf(' ')
  const kind = value.slice(0, cut)
  return kind === 'project' || kind === 'session'
    ? { counts: kind, subject: value.slice(cut + 1) }
    : { counts: 'all', subject: null }
}
