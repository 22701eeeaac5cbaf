import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { root } from '../sourceTree.ts'

type Node = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>['children'][number]

export interface MarkdownFile {
  /** From the checkout, with forward slashes. */
  readonly name: string
  /** Where links and pictures lead. */
  readonly links: readonly string[]
  /** The headings, as GitHub makes anchors of them. */
  readonly anchors: readonly string[]
  /** Code, in a line or as a block. */
  readonly code: readonly string[]
}

/** Where pages lie, beside the root itself. */
const folders = ['.github', 'resources', 'test/bench']

/** Every page of the checkout. */
export function markdownFiles(): MarkdownFile[] {
  const inFolders = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.posix.join(folder, file.replaceAll('\\', '/')),
    ),
  )
  return [...readdirSync(root), ...inFolders].filter((name) => name.endsWith('.md')).map(readMarkdown)
}

function readMarkdown(name: string): MarkdownFile {
  const tree = fromMarkdown(readFileSync(path.join(root, name), 'utf8'), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  })
  const found = { links: [] as string[], headings: [] as string[], code: [] as string[] }
  const visit = (node: Node): void => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      found.links.push(node.url)
    } else if (node.type === 'heading') {
      found.headings.push(textOf(node))
    } else if (node.type === 'inlineCode' || node.type === 'code') {
      found.code.push(node.value)
    }
    childrenOf(node).forEach(visit)
  }
  visit(tree)
  return { name, links: found.links, anchors: anchorsOf(found.headings), code: found.code }
}

/** As GitHub does: small letters, words joined by dashes, the second of a kind numbered. */
function anchorsOf(headings: readonly string[]): string[] {
  const counts = new Map<string, number>()
  return headings.map((heading) => {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-')
    const before = counts.get(anchor) ?? 0
    counts.set(anchor, before + 1)
    return before === 0 ? anchor : `${anchor}-${before}`
  })
}

function textOf(node: Node): string {
  return 'value' in node ? node.value : childrenOf(node).map(textOf).join('')
}

function childrenOf(node: Node): readonly Node[] {
  return 'children' in node ? node.children : []
}
