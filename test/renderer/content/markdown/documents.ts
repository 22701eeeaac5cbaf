import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

const packages = path.join(import.meta.dirname, '../../../../node_modules')
const LARGEST = 400_000

export interface Document {
  readonly name: string
  readonly text: string
}

/** The Markdown that well-known packages ship: what people really write, in a fixed order. */
export function realDocuments(): Document[] {
  const folders = readdirSync(packages).flatMap((name) =>
    name.startsWith('@') ? readdirSync(path.join(packages, name)).map((inner) => path.join(name, inner)) : [name],
  )
  return folders.toSorted().flatMap((folder) => markdownIn(folder))
}

function markdownIn(folder: string): Document[] {
  const full = path.join(packages, folder)
  if (!statSync(full).isDirectory()) {
    return []
  }
  return readdirSync(full)
    .filter((name) => /\.md$/i.test(name))
    .map((name) => ({ name: path.join(folder, name), file: path.join(full, name) }))
    .filter(({ file }) => statSync(file).isFile() && statSync(file).size < LARGEST)
    .map(({ name, file }) => ({ name, text: readFileSync(file, 'utf8') }))
}

/** Pieces that meet each other in every order: where a block ends is decided by what stands around it. */
const pieces = [
  'a paragraph\nof two lines\n',
  'see [it][a] and [^1] and [b]\n',
  '[a]: http://a.example\n',
  '[b]: <http://b.example>\n"a title\nof two lines"\n',
  '[^1]: A note.\n\n    Its second paragraph.\n',
  '- one\n- two\n\n  still two\n',
  '1. one\n\n\t- tabbed\n\n\t  deeper\n',
  '- ```ts\n  const a = 1\n\n  const b = 2\n  ```\n',
  'text `a` ```\nno fence\n',
  '```\n# no heading\n\n```\n',
  '~~~~ md\n```\n~~~\n~~~~\n',
  '<!-- a\n\ncomment -->\n',
  '<div>\n\n*in it*\n\n</div>\n',
  '| a | b |\n|---|:-:|\n| `x` | ~~y~~ |\n',
  '> quoted\nlazy\n> - item\n',
  '    indented code\n\n    goes on\n',
  'heading\n===\n',
  '# heading\n',
  '***\n',
  '* * *\n',
  '\\[no link] &amp; <http://c.example> www.d.example\n',
  'a line\r\nwith other ends\r\n',
  '\uFEFFmarked\n',
  '- [x] done\n- [ ] not\n',
  '\n',
  '\n\n',
  '   \n',
  'trailing',
]

/** So many documents of pieces in random order, the same each time. */
export function generatedDocuments(count: number): Document[] {
  const random = lcg(7)
  return Array.from({ length: count }, (_, index) => {
    const length = 2 + Math.floor(random() * 12)
    const text = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join('')
    return { name: `generated ${index}: ${JSON.stringify(text)}`, text }
  })
}

/** Numbers from 0 to 1 that look random, the same each time. */
export function lcg(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
