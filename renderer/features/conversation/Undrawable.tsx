import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { plainText } from './plainText.ts'

/** What stands in place of what could not be drawn: its text, as it is. */
export function Undrawable({ things }: { things: readonly unknown[] }) {
  const text = plainText(things)
  return (
    <div className="my-2 rounded-control border border-line bg-raised p-3">
      <p className="flex items-center justify-between gap-2 text-sm text-muted">
        This part could not be drawn. Nothing of it is lost: here is its text.
        <CopyButton text={text} label="Copy the text" />
      </p>
      <pre tabIndex={0} className="quiet-scroll max-h-96 overflow-auto text-sm break-words whitespace-pre-wrap">
        {text}
      </pre>
    </div>
  )
}
