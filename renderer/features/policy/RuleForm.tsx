import { type FormEvent, useState } from 'react'
import { overview } from '#renderer/state/session/overview.ts'
import { useStore } from '#renderer/state/store.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, Select, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { RulePreviewText } from './RulePreviewText.tsx'
import { type NewRule, type RulePreview, addRule, previewRule } from './policy.ts'
import * as words from './words.ts'

type State =
  | { readonly kind: 'editing' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'shown'; readonly preview: RulePreview }
  | { readonly kind: 'problem'; readonly message: string }

const durations = [
  ['', words.untilIRemoveIt],
  ['30', words.for30Minutes],
  ['120', words.for2Hours],
  ['480', words.for8Hours],
  ['1440', words.forADay],
] as const

/** A rule is shown as Claude Code reads it before it can be added. Changing it hides what was shown. */
export function RuleForm({ onDone }: { onDone: () => void }) {
  const folders = useFolders()
  const [rule, setRule] = useState<NewRule>({ rule: '', behavior: 'allow', project: folders[0] ?? null })
  const [state, setState] = useState<State>({ kind: 'editing' })
  const set = (changed: Partial<NewRule>) => {
    setRule({ ...rule, ...changed })
    setState({ kind: 'editing' })
  }
  const isShown = state.kind === 'shown'
  return (
    <form
      aria-label={words.newRule}
      className="my-3 space-y-3 rounded-control bg-raised/60 p-3"
      onSubmit={(event) => void submit(event)}
    >
      <RuleFields rule={rule} folders={folders} onChange={set} />
      {isShown && <RulePreviewText behavior={rule.behavior} preview={state.preview} />}
      {state.kind === 'problem' && <Problem>{state.message}</Problem>}
      <div className="flex gap-1.5">
        <Button
          type="submit"
          variant="primary"
          disabled={state.kind === 'busy' || (isShown && isRefused(state.preview))}
        >
          {state.kind === 'busy' ? words.askingClaudeCode : isShown ? words.addRule : words.showWhatItMeans}
        </Button>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </form>
  )

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setState({ kind: 'busy' })
    try {
      if (isShown) {
        await addRule(rule)
        onDone()
      } else {
        setState({ kind: 'shown', preview: await previewRule(rule) })
      }
    } catch (error) {
      setState({ kind: 'problem', message: errorMessage(error) })
    }
  }
}

interface RuleFieldsProps {
  readonly rule: NewRule
  readonly folders: readonly string[]
  readonly onChange: (changed: Partial<NewRule>) => void
}

function RuleFields({ rule, folders, onChange }: RuleFieldsProps) {
  return (
    <div className="grid gap-3 md:grid-cols-[11rem_1fr]">
      <Field label={words.claudeCode}>
        <Select value={rule.behavior} onChange={({ target }) => onChange({ behavior: behaviorOf(target.value) })}>
          <option value="allow">{words.allows}</option>
          <option value="ask">{words.asksAbout}</option>
          <option value="deny">{words.denies}</option>
        </Select>
      </Field>
      <Field label={words.rule} hint={words.asInClaudeCodesSettings}>
        <TextInput
          required
          dir="ltr"
          maxLength={1000}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className="font-mono"
          value={rule.rule}
          onChange={({ target }) => onChange({ rule: target.value })}
        />
      </Field>
      <Field label={words.howLong}>
        <Select
          value={rule.minutes ?? ''}
          onChange={({ target }) => onChange({ minutes: target.value === '' ? undefined : Number(target.value) })}
        >
          {durations.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.where}>
        <Select
          value={rule.project ?? ''}
          onChange={({ target }) => onChange({ project: target.value === '' ? null : target.value })}
        >
          {folders.map((folder) => (
            <option key={folder} dir="auto" value={folder}>
              {folder}
            </option>
          ))}
          <option value="">{words.allMySessions}</option>
        </Select>
      </Field>
    </div>
  )
}

function isRefused({ dangers }: RulePreview): boolean {
  return dangers.length > 0
}

function behaviorOf(value: string): NewRule['behavior'] {
  return value === 'deny' || value === 'ask' ? value : 'allow'
}

/** The folders of the sessions that are listed, the latest first. */
function useFolders(): readonly string[] {
  const sessions = useStore(overview, (state) => (state.kind === 'ready' ? state.sessions : NONE))
  return [...new Set(sessions.map(({ workspace_path }) => workspace_path))].slice(0, 50)
}

const NONE: readonly never[] = []
