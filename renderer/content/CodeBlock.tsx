import type { ReactNode } from 'react'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './laterWords.ts'

/** A code block: scrolls sideways instead of wrapping, with a copy button. */
export function CodeBlock({ text, label, children }: { text: string; label?: string; children?: ReactNode }) {
  return (
    <div className="my-2 flex overflow-hidden rounded-control border border-line bg-raised">
      <pre
        dir="ltr"
        tabIndex={0}
        aria-label={label ?? words.code}
        className="thin-scroll max-h-96 min-w-0 flex-1 overflow-auto p-3 font-mono text-sm"
      >
        {children ?? <Marked text={text} code />}
      </pre>
      <div className="shrink-0 p-1">
        <CopyButton text={text} />
      </div>
    </div>
  )
}
