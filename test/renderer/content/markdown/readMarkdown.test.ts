// project: torture -- half a minute of computing: every Markdown file of the installed packages, whole and in pieces
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { closedFences } from '#renderer/content/markdown/closedFences.ts'
import { type MarkdownReading, readMarkdown } from '#renderer/content/markdown/readMarkdown.ts'
import { type Document, generatedDocuments, lcg, realDocuments } from './documents.ts'

/** The tree of a whole parse, by a parser without any bound of ours. */
function wholeTree(text: string): unknown {
  return withoutPlaces(
    fromMarkdown(text, {
      extensions: [gfm({ singleTilde: false })],
      mdastExtensions: [gfmFromMarkdown(), closedFences],
    }).children,
  )
}

function treeOf({ settled, open }: MarkdownReading): unknown {
  return withoutPlaces([...settled, ...open])
}

/** Where a node stood is nobody's business but the reader's. */
function withoutPlaces(nodes: unknown): unknown {
  return JSON.parse(JSON.stringify(nodes, (key, value: unknown) => (key === 'position' ? undefined : value)))
}

/** What a reader has after the text came in pieces of random length. */
function streamed({ text }: Document, longest: number): MarkdownReading {
  const random = lcg(text.length)
  let reading = readMarkdown('', undefined, Infinity)
  for (let end = 0; end < text.length;) {
    end = Math.min(text.length, end + 1 + Math.floor(random() * longest))
    reading = readMarkdown(text.slice(0, end), reading, Infinity)
  }
  return reading
}

test('real documents have the tree of a whole parse, read at once', { timeout: 300_000 }, () => {
  const documents = realDocuments()
  expect(documents.length).toBeGreaterThan(200)
  const wrong = documents.filter(({ text }) => {
    const cut = text.slice(0, 20_000)
    return JSON.stringify(treeOf(readMarkdown(cut, undefined, Infinity))) !== JSON.stringify(wholeTree(cut))
  })
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('and in pieces, as an answer streams', { timeout: 300_000 }, () => {
  const documents = realDocuments().filter(({ text }) => text.length < 5_000)
  const wrong = documents.filter(
    (document) => JSON.stringify(treeOf(streamed(document, 400))) !== JSON.stringify(wholeTree(document.text)),
  )
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('so have documents in which everything meets everything, character by character', { timeout: 300_000 }, () => {
  const wrong = generatedDocuments(200).filter(
    (document) => JSON.stringify(treeOf(streamed(document, 3))) !== JSON.stringify(wholeTree(document.text)),
  )
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('a list of thousands is a list to its end; a quote that thousands of bare lines carry on ends as text', () => {
  // How long it may take is another promise: a busy machine is given its time.
  const list = readMarkdown('- item\n'.repeat(3_000), undefined, 60_000)
  expect(list.rest).toBe('')
  const text = `> ${'a\n'.repeat(8_000)}`
  const quote = readMarkdown(text, undefined, 60_000)
  expect(quote.hardFrom).toBeGreaterThan(0)
  expect(text.endsWith(quote.rest)).toBe(true)
})
