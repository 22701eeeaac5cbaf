import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import * as words from './words.ts'

/** Shown in place of content that failed to render: its plain text. */
export function RenderFallback({ things }: { things: readonly unknown[] }) {
  const text = plainText(things)
  return (
    <div className="my-2 rounded-control border border-line bg-raised p-3">
      <p className="flex items-center justify-between gap-2 text-sm text-muted">
        {words.thisPartCouldNotBe}
        <CopyButton text={text} label={words.copyTheText} />
      </p>
      <pre tabIndex={0} className="thin-scroll max-h-96 overflow-auto text-sm break-words whitespace-pre-wrap">
        {text}
      </pre>
    </div>
  )
}

/** The text of any values, or their JSON. Never fails. */
function plainText(things: readonly unknown[]): string {
  return things.map((thing) => textOf(thing)).join('\n\n')
}

function textOf(thing: unknown): string {
  if (typeof thing === 'object' && thing !== null && 'text' in thing && typeof thing.text === 'string') {
    return thing.text
  }
  try {
    return JSON.stringify(thing, null, 2) ?? ''
  } catch {
    // Nested too deeply for the stack.
    return String(thing)
  }
}
