import { type Formula, maskMath, unmask } from './maskMath.ts'

/** A node of any tree that was made of a text. */
export interface TextNode {
  readonly type: string
  readonly value?: string
  readonly children?: readonly TextNode[]
}

/** A formula in such a tree. */
export interface FormulaNode extends Formula {
  readonly type: 'formula'
  /** It has none: nobody asks where in the text a formula stood. */
  readonly position?: undefined
}

/** What is to be read in place of a text, and what puts the formulas back into the tree that comes of it. */
export interface PreparedText {
  readonly text: string
  readonly finish: (nodes: readonly TextNode[]) => void
}

/** Prepares a text with formulas; null where it has none. The text keeps its length, so that places stay what they are. */
export function prepareMath(text: string): PreparedText | null {
  const masked = maskMath(text)
  return masked === null
    ? null
    : { text: masked.text, finish: (nodes) => nodes.forEach((node) => putBack(node, masked.formulas)) }
}

/** Replaces the masks in a node and all below it, as deep as the tree may be nested. */
function putBack(node: TextNode, formulas: readonly Formula[]): void {
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === 'string' && name !== 'type' && !(name === 'value' && node.type === 'text')) {
      Object.assign(node, { [name]: written(value, formulas) })
    }
  }
  const { children } = node
  if (children !== undefined) {
    children.forEach((child) => putBack(child, formulas))
    Object.assign(node, { children: children.flatMap((child) => withFormulas(child, formulas)) })
  }
}

function withFormulas(node: TextNode, formulas: readonly Formula[]): readonly (TextNode | FormulaNode)[] {
  if (node.type !== 'text' || node.value === undefined) {
    return [node]
  }
  return unmask(node.value, formulas).map((part) =>
    typeof part === 'string' ? { ...node, value: part } : { type: 'formula', ...part },
  )
}

/** In an address, a program or a name a formula is only its letters. */
function written(text: string, formulas: readonly Formula[]): string {
  return unmask(text, formulas)
    .map((part) => (typeof part === 'string' ? part : part.source))
    .join('')
}
