import { memo } from 'react'
import { Nodes } from './Nodes.tsx'
import { parseMarkdown } from './parseMarkdown.ts'
import { splitMarkdown } from './splitMarkdown.ts'

/**
 * Claude's text as a document. Safe by construction: the tree becomes the elements of `Nodes` and no others, and
 * nothing in it is fetched. A text that grows renders its last piece again, not all of it.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className="prose">
      {splitMarkdown(text).map((piece, index) => (
        <Piece key={index} text={piece} />
      ))}
    </div>
  )
})

const Piece = memo(function Piece({ text }: { text: string }) {
  return <Nodes nodes={parseMarkdown(text).children} />
})
