import { isComposing } from '#renderer/platform/inputMethod.ts'
import { Field, fieldLook } from '#renderer/ui/Field.tsx'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'

/** The prompt that a new session begins with. Ctrl or ⌘ + Enter starts. */
export function FirstPrompt({ prompt, onChange }: { prompt: string; onChange: (prompt: string) => void }) {
  return (
    <Field label="What should Claude do?">
      <GrowingText
        rows={3}
        className={`${fieldLook} max-h-[40dvh] min-h-20 resize-none py-2 text-base`}
        placeholder="Say it here, or start without."
        value={prompt}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !isComposing(event.nativeEvent)) {
            event.currentTarget.form?.requestSubmit()
          }
        }}
      />
    </Field>
  )
}
