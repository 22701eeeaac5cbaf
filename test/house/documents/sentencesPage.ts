import { parseAst } from 'vite'
import { type SourceFile, sourcesIn } from '../sourceTree.ts'
import { blocks, code, table, writtenFrom } from './markdown.ts'

/** Every sentence that an error of the workstation is told with, by its code. */
export function sentencesPage(): string {
  const sentences = [...new Map(errorSentences().map((one) => [`${one.code} ${one.text}`, one])).values()]
  return blocks(
    '# Sentences of errors',
    writtenFrom('every `new HomeportError(code, sentence)` of `server`, `shared` and `main`'),
    INTRODUCTION,
    table(
      ['code', 'sentence'],
      sentences
        .toSorted((one, other) => one.code.localeCompare(other.code) || one.text.localeCompare(other.text))
        .map((one) => [code(one.code), one.text.replaceAll('<', String.raw`\<`)]),
    ),
  )
}

const INTRODUCTION = `What a translation of errors has to know: \`message\` travels in English, beside its \`code\` and its \`details\`, and is one of these with
the values in place of what stands in braces. Sentences that are put together elsewhere are not listed.`

interface ErrorSentence {
  readonly code: string
  /** With `{name}` for each value. */
  readonly text: string
}

function errorSentences(): readonly ErrorSentence[] {
  return ['server', 'shared', 'main'].flatMap((room) => sourcesIn(room)).flatMap(sentencesIn)
}

interface Node {
  readonly type?: string
  readonly value?: unknown
  readonly name?: string
  readonly callee?: Node
  readonly property?: Node
  readonly left?: Node
  readonly right?: Node
  readonly arguments?: readonly Node[]
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[]
  readonly expressions?: readonly Node[]
}

function sentencesIn({ name, text }: SourceFile): ErrorSentence[] {
  const found: ErrorSentence[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) {
      return
    }
    const one = node as Node
    const [known, said] =
      one.type === 'NewExpression' && one.callee?.name === 'HomeportError' ? (one.arguments ?? []) : []
    const sentence = textOf(said)
    if (typeof known?.value === 'string' && sentence !== null) {
      found.push({ code: known.value, text: sentence })
    }
    Object.values(node).forEach(visit)
  }
  if (text.includes('HomeportError(')) {
    visit(parseAst(text, { lang: name.endsWith('x') ? 'tsx' : 'ts', sourceType: 'module' }))
  }
  return found
}

/** The sentence of a literal, a template or texts that are added; null for what is put together elsewhere. */
function textOf(node: Node | undefined): string | null {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? node.value : null
    case 'TemplateLiteral':
      return templateOf(node)
    case 'BinaryExpression': {
      const [left, right] = [textOf(node.left), textOf(node.right)]
      return left === null || right === null ? null : left + right
    }
    default:
      return null
  }
}

function templateOf({ expressions = [], quasis = [] }: Node): string | null {
  const values = expressions.map(nameOf)
  const text = quasis.map((part, index) => `${part.value.cooked}${values[index] ?? ''}`).join('')
  return /[a-z]{3}/.test(text.replaceAll(/\{[^}]*\}/g, '')) ? text : null
}

/** What a value is called: `{path}`, of a call the function; `{value}` where it has no name. */
function nameOf(node: Node): string {
  const called = node.type === 'CallExpression' ? node.callee : node
  return `{${called?.property?.name ?? called?.name ?? 'value'}}`
}
