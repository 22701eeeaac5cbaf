import { readMarkdown } from './readMarkdown.ts'
import type { MarkdownNode } from './tree.ts'

/** Markdown as plain text, to paste where Markdown means nothing. Linear; what is not laid out stays as it is written. */
export function plainText(markdown: string): string {
  const { settled, open, rest } = readMarkdown(markdown)
  return [...settled, ...open]
    .map((node) => textOf(node))
    .concat(rest)
    .filter((text) => text !== '')
    .join('\n\n')
}

function textOf(node: MarkdownNode): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'code':
    case 'html':
      return node.value
    case 'formula':
      return node.source
    case 'image':
    case 'imageReference':
      return node.alt ?? ''
    case 'break':
      return '\n'
    case 'thematicBreak':
      return '—'
    case 'list':
      return listText(node)
    case 'listItem':
      return joined(node.children, '\n')
    case 'blockquote':
      return joined(node.children, '\n\n')
    case 'table':
      return joined(node.children, '\n')
    case 'tableRow':
      return joined(node.children, '\t')
    case 'definition':
      return ''
    default:
      return 'children' in node ? joined(node.children, '') : ''
  }
}

function joined(nodes: readonly MarkdownNode[], between: string): string {
  return nodes.map((node) => textOf(node)).join(between)
}

/** Numbers and dashes as they are read; what is in an item, further in. */
function listText({ ordered, start, children }: Extract<MarkdownNode, { type: 'list' }>): string {
  return children
    .map((item, index) => {
      const sign = ordered === true ? `${(start ?? 1) + index}. ` : '- '
      return sign + textOf(item).replaceAll('\n', `\n${' '.repeat(sign.length)}`)
    })
    .join('\n')
}
