import type { RemoteStatus } from '#shared/operations/remote.ts'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import type { DraftText, RemoteDraft } from './remoteDraft.ts'
import * as words from './words.ts'

/** The draft of the remote settings, and how to change it. */
export interface Drafting {
  readonly draft: RemoteDraft
  readonly change: (fields: Partial<RemoteDraft>) => void
  readonly fixed: RemoteStatus['fixed']
}

/**
 * A field for names, numbers and paths, without autocorrection. A value that the environment sets is read-only and says
 * so.
 */
export function DraftField(props: {
  drafting: Drafting
  name: DraftText
  setting: string
  label: string
  hint: string
  placeholder?: string
}) {
  const { draft, change, fixed } = props.drafting
  const variable = fixedBy(fixed, props.setting)
  return (
    <Field label={props.label} hint={variable === null ? props.hint : fixedText(variable)}>
      <TextInput
        value={draft[props.name]}
        placeholder={props.placeholder}
        disabled={variable !== null}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        inputMode={props.name.endsWith('port') ? 'numeric' : 'text'}
        onChange={(event) => change({ [props.name]: event.target.value })}
      />
    </Field>
  )
}

/** The environment variable that sets a setting; null when there is none. */
export function fixedBy(fixed: Drafting['fixed'], setting: string): string | null {
  return fixed.find((one) => one.setting === setting)?.variable ?? null
}

export function fixedText(variable: string): string {
  return words.theVariableDecides(variable)
}
