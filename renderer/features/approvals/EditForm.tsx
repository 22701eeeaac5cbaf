import { useState } from 'react'
import type { Approval } from '#shared/session/session.ts'
import type { Answer } from '#renderer/state/answers.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextArea } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { editedInput, editingOf } from './editedInput.ts'

/** Changes what runs before it is allowed. */
export function EditForm(props: { approval: Approval; disabled: boolean; onAnswer: (answer: Answer) => void }) {
  const [editing, setEditing] = useState(() => editingOf(props.approval))
  const edited = editedInput(props.approval, editing)
  return (
    <form
      className="mt-3 space-y-2 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (edited.kind === 'valid') {
          props.onAnswer({ decision: 'allow', updated_input: edited.input })
        }
      }}
    >
      <Field label={editing.kind === 'command' ? 'Run this instead' : 'Use this input instead (JSON)'}>
        <TextArea
          autoFocus
          spellCheck={false}
          className="font-mono"
          rows={Math.min(14, editing.text.split('\n').length + 1)}
          value={editing.text}
          onChange={(event) => setEditing({ ...editing, text: event.target.value })}
        />
      </Field>
      {edited.kind === 'invalid' && <Problem>{edited.problem}</Problem>}
      <Button type="submit" look="primary" disabled={props.disabled || edited.kind === 'invalid'}>
        Allow the edited {editing.kind === 'command' ? 'command' : 'input'}
      </Button>
    </form>
  )
}
