import { memo, useMemo } from 'react'
import { Nodes } from './Nodes.tsx'
import type { MarkdownNode } from './tree.ts'
import { References, referencesOf, type Footnote } from './references.ts'
import { useMarkdown } from './useMarkdown.ts'
import * as words from '#renderer/content/words.ts'

/**
 * Renders Markdown. Safe by construction: only the elements of `Nodes` are created, and nothing is fetched. Growing
 * text re-renders only its last blocks.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const { settled, open, marks, rest } = useMarkdown(text)
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
            <p className="text-muted">{words.theRestIsTooLong}</p>
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

/** The footnotes, below the text. */
function Footnotes({ notes }: { notes: readonly Footnote[] }) {
  return (
    <ol dir="auto" aria-label={words.footnotes} className="border-t border-line pt-2 text-sm">
      {notes.map(({ identifier, children }) => (
        <li key={identifier}>
          <Nodes nodes={children} />
        </li>
      ))}
    </ol>
  )
}
