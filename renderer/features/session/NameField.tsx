import { useState } from 'react'
import { isComposing } from '#renderer/platform/inputMethod.ts'
import { TextInput } from '#renderer/ui/Field.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'

/** The session's name; a tap turns it into a field. Enter or leaving keeps the change, Esc drops it. */
export function NameField({ name, onRename }: { name: string; onRename: (name: string) => void }) {
  const [draft, setDraft] = useState<string | null>(null)
  if (draft === null) {
    return (
      <h1 className="min-w-0 max-md:flex-1">
        <button
          type="button"
          title="Rename"
          onClick={() => setDraft(name)}
          className="block min-h-8 max-w-full truncate rounded-control text-left text-sm font-semibold touch:min-h-11 hover:underline"
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
      maxLength={200}
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
    setDraft(null)
    if (next !== '' && next !== name) {
      onRename(next)
    }
  }
}
