import { type FormEvent, useMemo, useState } from 'react'
import type { Task } from '#shared/operations/task.ts'
import type { Choice } from '#renderer/state/browser/lastChoices.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { useStore } from '#renderer/state/store.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { useDraft } from '#renderer/state/writing/useDraft.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { StartChoices } from '#renderer/views/session/StartChoices.tsx'
import { LimitFields } from './LimitFields.tsx'
import { OutdatedWords } from './OutdatedWords.tsx'
import { PromptFields } from './PromptFields.tsx'
import { ScheduleFields } from './ScheduleFields.tsx'
import { fieldsOf, inputOf, newFields, type TaskFields, type TaskWords, typedIn, writtenAs } from './taskFields.ts'
import { saveTask } from './tasks.ts'
import * as words from './words.ts'

/** Makes a task, or changes one. Its name and prompts survive a reload, until they are saved or given up. */
export function TaskForm({ task, onDone }: { task: Task | null; onDone: () => void }) {
  const { fields, outdated, set, take, discard, cancel, saved } = useTaskFields(task, onDone)
  const [isExpression, setExpression] = useState(false)
  const [state, setState] = useState<'ready' | 'saving' | { readonly problem: string }>('ready')
  return (
    <form
      aria-label={task === null ? words.newTask : words.editTask}
      className="space-y-4 rounded-card border border-line bg-surface p-4"
      onSubmit={(event) => void save(event)}
    >
      {outdated !== null && <OutdatedWords words={outdated} onTake={take} onDiscard={discard} />}
      <div className="grid gap-3 md:grid-cols-2">
        <Field label={words.name}>
          <TextInput
            required
            maxLength={200}
            value={fields.name}
            onChange={({ target }) => set({ name: target.value })}
          />
        </Field>
        <Field label={words.folder} hint={words.aFolderOnTheWorkstation}>
          <TextInput required value={fields.folder} onChange={({ target }) => set({ folder: target.value })} />
        </Field>
      </div>
      <PromptFields prompts={fields.prompts} onChange={(prompts) => set({ prompts })} />
      <StartFields choice={fields.choice} onChange={(choice) => set({ choice })} />
      <ScheduleFields
        schedule={fields.schedule}
        isExpression={isExpression}
        onChange={(schedule, asExpression) => {
          set({ schedule })
          setExpression(asExpression)
        }}
      />
      <LimitFields fields={fields} onChange={set} />
      {typeof state === 'object' && <Problem>{state.problem}</Problem>}
      <div className="flex gap-1.5">
        <Button type="submit" variant="primary" disabled={state === 'saving'}>
          {state === 'saving' ? words.saving : words.save}
        </Button>
        <Button onClick={cancel}>{words.cancel}</Button>
      </div>
    </form>
  )

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    setState('saving')
    try {
      await saveTask(task?.id ?? null, inputOf(fields))
      saved()
    } catch (error) {
      setState({ problem: errorMessage(error) })
    }
  }
}

function useTaskFields(task: Task | null, onDone: () => void) {
  const latest = useStore(overview, (state) => (state.kind === 'ready' ? state.sessions[0]?.workspace_path : undefined))
  const [chosen, setChosen] = useState<TaskFields>(() => (task === null ? newFields(latest ?? '') : fieldsOf(task)))
  const [draft, setDraft] = useDraft(`${task === null ? 'task' : `task.${task.id}`}/new`, ofHere)
  const kept = useMemo(() => typedIn(draft, task), [draft, task])
  const [offered, setOffered] = useState<TaskWords | null>(null)
  const fields = kept.kind === 'typed' ? { ...chosen, ...kept.words } : chosen
  const set = (changed: Partial<TaskFields>) => {
    setChosen({ ...fields, ...changed })
    if ('name' in changed || 'prompts' in changed) {
      // The new words take the place of the older ones, which are offered until somebody decides.
      setOffered(kept.kind === 'outdated' ? kept.words : offered)
      setDraft(writtenAs({ ...fields, ...changed }, task))
    }
  }
  const isOutdated = kept.kind === 'outdated'
  const outdated = isOutdated ? kept.words : offered
  const take = () => {
    set(outdated ?? {})
    setOffered(null)
  }
  const discard = () => {
    setOffered(null)
    if (isOutdated) {
      setDraft('')
    }
  }
  const cancel = () => {
    setDraft('')
    onDone()
  }
  const saved = () => {
    if (!isOutdated) {
      setDraft('')
    }
    onDone()
  }
  return { fields, outdated, set, take, discard, cancel, saved }
}

/** Where two devices wrote, each goes on with its own. */
function ofHere(here: string): string {
  return here
}

/** With what each run begins. */
function StartFields({ choice, onChange }: { choice: Choice; onChange: (choice: Choice) => void }) {
  return (
    <div>
      <div className="flex flex-wrap gap-1.5">
        <StartChoices choice={choice} chip="border-line-strong/50!" onChange={onChange} />
      </div>
      <p className="mt-1 text-xs text-muted">
        {choice.mode === 'bypassPermissions' ? words.aTaskNeverSkipsApprovals : words.whatClaudeAsksForWaits}
      </p>
    </div>
  )
}
