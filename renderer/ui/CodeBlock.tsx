import type { ReactNode } from 'react'
import { CopyButton } from './CopyButton.tsx'

/** Code as it is: never wrapped in the middle of a token, scrolled inside its own block. */
export function CodeBlock({ text, label, children }: { text: string; label?: string; children?: ReactNode }) {
  return (
    <div className="group relative my-2 overflow-hidden rounded-control border border-line bg-raised">
      <pre
        tabIndex={0}
        aria-label={label ?? 'Code'}
        className="quiet-scroll max-h-96 overflow-auto p-3 pr-11 font-mono text-sm"
      >
        {children ?? text}
      </pre>
      <div className="absolute top-1 right-1 rounded-control bg-raised opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 touch:opacity-100">
        <CopyButton text={text} />
      </div>
    </div>
  )
}
