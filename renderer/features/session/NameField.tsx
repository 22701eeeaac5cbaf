import { useState } from 'react'
import { isComposing } from '#renderer/platform/inputMethod.ts'
import { showToast } from '#renderer/state/toasts.ts'
import { TextInput } from '#renderer/ui/Field.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { withMarks } from '#shared/text/hiddenCharacters.ts'

const MAX_NAME = 200

/** The session's name; a tap turns it into a field. Enter or leaving keeps the change, Esc drops it. `onRename` null: only shown. */
export function NameField({ name, onRename }: { name: string; onRename: ((name: string) => void) | null }) {
  const [draft, setDraft] = useState<string | null>(null)
  if (draft === null) {
    return (
      <h1 className="min-w-0 max-md:flex-1">
        <button
          type="button"
          title={onRename === null ? withMarks(name) : `${withMarks(name)} · Rename`}
          disabled={onRename === null}
          onClick={() => setDraft(name)}
          className="block min-h-8 max-w-full truncate rounded-control text-left text-sm font-semibold touch:min-h-11 enabled:hover:underline"
        >
          <bdi>
            <Marked text={name} />
          </bdi>
        </button>
      </h1>
    )
  }
  return (
    <TextInput
      autoFocus
      aria-label="Name of the session"
      className="max-w-60"
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) {
          return
        }
        if (event.key === 'Enter') {
          finish()
        }
        if (event.key === 'Escape') {
          setDraft(null)
        }
      }}
    />
  )

  function finish(): void {
    const next = draft?.trim() ?? ''
    if (next.length > MAX_NAME) {
      showToast(`A name has at most ${MAX_NAME} characters; this one has ${next.length}. Nothing was cut.`)
      return
    }
    setDraft(null)
    if (next !== '' && next !== name) {
      onRename?.(next)
    }
  }
}
