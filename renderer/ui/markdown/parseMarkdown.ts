import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/** Markdown as a tree. */
export type Root = ReturnType<typeof fromMarkdown>
export type MarkdownNode = Root['children'][number]

/** Reads GitHub's Markdown. Never fails: whatever is not Markdown is text. */
export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm({ singleTilde: false })], mdastExtensions: [gfmFromMarkdown()] })
}

/** The address of a link that may be followed from here; null for everything but the web and mail. */
export function safeAddress(url: string): string | null {
  return /^(?:https?:\/\/|mailto:)/i.test(url) ? url : null
}
