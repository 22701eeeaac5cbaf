import type { fromMarkdown } from 'mdast-util-from-markdown'
import type { FormulaNode } from '../math/mathTree.ts'

declare module 'mdast' {
  interface PhrasingContentMap {
    formula: FormulaNode
  }
  interface RootContentMap {
    formula: FormulaNode
  }
}

/** Markdown as a tree. */
export type Root = ReturnType<typeof fromMarkdown>
export type MarkdownNode = Root['children'][number]
