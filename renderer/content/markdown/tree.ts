import type { fromMarkdown } from 'mdast-util-from-markdown'

/** Markdown as a tree. */
export type Root = ReturnType<typeof fromMarkdown>
export type MarkdownNode = Root['children'][number]
