import { useMemo } from 'react'
import type { Approval } from '#shared/session/session.ts'
import type { Answer } from './answers.ts'
import { useCardEntry } from '#renderer/state/writing/useCardEntry.ts'
import { Field, TextArea } from '#renderer/ui/Field.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { isRecord } from '#shared/session/tools/toolInput.ts'
import { isPlain } from '#shared/text/hiddenCharacters.ts'
import { AllowButton, type Allowing } from './AllowButton.tsx'
import type { CardContext } from './cardContext.ts'
import { DangerList } from './DangerList.tsx'
import { type Editing, editedInput, editingOf } from './editedInput.ts'
import { useEditedDangers } from './useEditedDangers.ts'
import * as words from './laterWords.ts'

const labels = {
  command: [words.runThisInstead, words.allowTheEditedCommand],
  content: [words.writeThisInstead, words.allowTheEditedText],
  new_string: [words.putThisInstead, words.allowTheEditedText],
  new_source: [words.putThisInstead, words.allowTheEditedText],
  json: [words.thisInputInstead, words.allowTheEditedInput],
} as const

/** Edits the input before it is allowed. The edited input is checked for dangers again. */
export function EditForm(props: {
  approval: Approval
  context: CardContext
  allowing: Allowing
  onAnswer: (answer: Answer) => void
}) {
  const { approval, context, allowing, onAnswer } = props
  const asked = useMemo(() => editingOf(approval), [approval])
  const card = { session_id: context.session_id, approval_id: approval.approval_id }
  const [editing, setEditing] = useCardEntry<Editing>(card, 'edited', {
    initial: () => asked,
    text: ({ text }) => (text === asked.text ? '' : text),
    read: (stored) =>
      isRecord(stored) && stored['kind'] === asked.kind && typeof stored['text'] === 'string'
        ? { kind: asked.kind, text: stored['text'] }
        : undefined,
  })
  const edited = useMemo(() => editedInput(approval, editing), [approval, editing])
  const dangers = useEditedDangers(approval, context, edited.kind === 'valid' ? edited.input : null)
  const [label, allow] = labels[editing.kind]
  return (
    <div className="mt-3 space-y-2 border-t border-line pt-3">
      <Field label={label}>
        <TextArea
          autoFocus
          spellCheck={false}
          dir="ltr"
          className="font-mono"
          rows={Math.min(14, editing.text.split('\n').length + 1)}
          value={editing.text}
          onChange={(event) => setEditing({ ...editing, text: event.target.value })}
        />
      </Field>
      {edited.kind === 'invalid' && <Problem>{edited.problem}</Problem>}
      <DangerList dangers={dangers ?? []} />
      <Revealed editing={editing} />
      <AllowButton
        {...allowing}
        danger={dangers !== null && dangers.length > 0}
        disabled={allowing.disabled || edited.kind === 'invalid' || dangers === null}
        text={allow}
        onAllow={() => {
          if (edited.kind === 'valid') {
            onAnswer({ decision: 'allow', updated_input: edited.input })
          }
        }}
      />
    </div>
  )
}

/** A form field cannot show marks for hidden characters: they are shown below it. */
function Revealed({ editing: { text } }: { editing: Editing }) {
  return isPlain(text) ? null : (
    <pre
      tabIndex={0}
      aria-label={words.asItWouldRun}
      dir="ltr"
      className="thin-scroll max-h-40 overflow-auto rounded-control border border-line bg-raised p-2 font-mono text-sm"
    >
      <Marked text={text} code />
    </pre>
  )
}
