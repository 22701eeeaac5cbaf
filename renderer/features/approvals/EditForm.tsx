import { useMemo, useState } from 'react'
import type { Approval } from '#shared/session/session.ts'
import type { Answer } from './answers.ts'
import { useCardEntry } from '#renderer/state/writing/useCardEntry.ts'
import { Field, TextArea } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { TextBlock } from '#renderer/content/lines/TextBlock.tsx'
import { isField } from '#renderer/platform/typing.ts'
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

/**
 * Edits the input before it is allowed. The edited input is checked for dangers again, and all of it that was not typed on this page (but
 * in an earlier visit) is read before it can be allowed: the field shows a part of it.
 */
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
  const { unread, typed } = useUnread(approval, { asked: asked.text, text: editing.text })
  const edited = useMemo(() => editedInput(approval, editing), [approval, editing])
  const dangers = useEditedDangers(approval, context, edited.kind === 'valid' ? edited.input : null)
  const [label, allow] = labels[editing.kind]
  return (
    <div className="mt-3 space-y-2 border-t border-line pt-3">
      <Field label={label}>
        <TextArea
          autoFocus={!isField(document.activeElement)}
          spellCheck={false}
          dir="ltr"
          className="font-mono"
          rows={Math.min(14, editing.text.split('\n').length + 1)}
          value={editing.text}
          onChange={({ target: { value } }) => {
            typed(value)
            setEditing({ ...editing, text: value })
          }}
        />
      </Field>
      {edited.kind === 'invalid' && <Problem>{edited.problem}</Problem>}
      <DangerList dangers={dangers ?? []} />
      {/* A field shows neither all of a long text nor marks for hidden characters. */}
      {(unread > 0 || !isPlain(editing.text)) && (
        <TextBlock key={unread} text={editing.text} label={words.asItWouldRun} isLong />
      )}
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

/** What was typed on this page alone, into the field of an approval. */
const typedHere = new WeakMap<Approval, string>()

/**
 * How often the text became another one that was neither asked for, which the card shows, nor typed here: each time all of it is to be
 * read. `typed`: what it becomes by a key here; with what is unread in it, it stays so.
 */
function useUnread(approval: Approval, { asked, text }: { readonly asked: string; readonly text: string }) {
  const [known, setKnown] = useState({ text: typedHere.get(approval) ?? asked, unread: 0 })
  if (known.text !== text) {
    setKnown({ text, unread: known.unread + 1 })
  }
  const typed = (next: string) => {
    setKnown({ ...known, text: next })
    if (known.unread === 0) {
      typedHere.set(approval, next)
    }
  }
  return { unread: known.unread, typed }
}
