import { Nodes } from './Nodes.tsx'
import type { Footnote } from './references.ts'

/** The notes of a text, below it. */
export function Footnotes({ notes }: { notes: readonly Footnote[] }) {
  return (
    <ol dir="auto" aria-label="Footnotes" className="border-t border-line pt-2 text-sm">
      {notes.map(({ identifier, children }) => (
        <li key={identifier}>
          <Nodes nodes={children} />
        </li>
      ))}
    </ol>
  )
}
