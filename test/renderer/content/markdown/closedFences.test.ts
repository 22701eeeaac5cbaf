import { expect, test } from 'vitest'
import { parseMarkdown } from '#renderer/content/markdown/parseMarkdown.ts'
import type { MarkdownNode } from '#renderer/content/markdown/tree.ts'

test.each([
  ['```mermaid\na\n```', true],
  ['```mermaid\na\n```\n\nafter', true],
  ['~~~\na\n~~~', true],
  ['```\n```', true],
  ['> ```\n> a\n> ```', true],
  ['- x\n\n  ```\n  a\n  ```', true],
  ['```mermaid\na', false],
  ['```mermaid\na\n', false],
  ['```mermaid\na\n``', false],
  ['````mermaid\na\n```', false],
  ['```mermaid', false],
  ['> ```\n> a', false],
  ['    indented', false],
])('whether the last line of a program has come: %j', (text, isClosed) => {
  expect(codesIn(parseMarkdown(text).children)).toEqual([isClosed])
})

function codesIn(nodes: readonly MarkdownNode[]): boolean[] {
  return nodes.flatMap((node) =>
    node.type === 'code'
      ? [node.data?.isClosed === true]
      : 'children' in node
        ? codesIn(node.children as readonly MarkdownNode[])
        : [],
  )
}
