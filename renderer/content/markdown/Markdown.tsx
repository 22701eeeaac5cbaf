import { memo, useMemo } from 'react'
import { Nodes } from './Nodes.tsx'
import type { MarkdownNode } from './tree.ts'
import { References, referencesOf, type Footnote } from './references.ts'
import { useReading } from './useReading.ts'

/**
 * Claude's text as a document. Safe by construction: the tree becomes the elements of `Nodes` and no others, and
 * nothing in it is fetched. A text that grows draws only its last blocks again.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const { settled, open, marks, rest } = useReading(text)
  const references = useMemo(() => referencesOf(marks), [marks])
  return (
    <References value={references}>
      <div dir="auto" className="prose">
        {[...settled, ...open].map((node, index) => (
          <Block key={index} node={node} />
        ))}
        {references.notes.length > 0 && <Footnotes notes={references.notes} />}
        {rest !== '' && (
          <>
            <p className="text-muted">The rest is too long or too nested to lay out. Here it is as it was written:</p>
            <p dir="auto" className="whitespace-pre-wrap">
              {rest}
            </p>
          </>
        )}
      </div>
    </References>
  )
})

const Block = memo(function Block({ node }: { node: MarkdownNode }) {
  return <Nodes nodes={[node]} />
})

/** The notes of a text, below it. */
function Footnotes({ notes }: { notes: readonly Footnote[] }) {
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
