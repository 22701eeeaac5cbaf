import { parseAst } from 'vite'
import { describe, expect, test } from 'vitest'
import { type SourceFile, sourcesIn } from './sourceTree.ts'

/** Folders whose texts still stand in their parts. */
const NOT_YET: readonly string[] = []

/** No texts of the page: what Claude is told, names of languages and formats, the gallery of those who build it. */
const NO_TEXTS = [
  /^renderer\/gallery\//,
  /\/toldToClaude\.ts$/,
  /^renderer\/content\/code\/languages\.ts$/,
  /^renderer\/program\//,
  // What programs say to each other.
  /\/internalTags\.ts$/,
]

/** Where the texts of a feature are, and of a floor below the features. */
const WORDS = /\/(?:w|laterW)ords\.ts$/

test('the texts of the page stand in the words of their feature, and nowhere else', () => {
  const sources = sourcesIn('renderer').filter(
    ({ name }) =>
      !WORDS.test(name) &&
      !NO_TEXTS.some((one) => one.test(name)) &&
      !NOT_YET.some((folder) => name.startsWith(`renderer/${folder}/`)),
  )
  expect(sources.length).toBeGreaterThan(300)
  expect(sources.flatMap(textsIn)).toEqual([])
})

test('the texts of the desktop program stand in the words of their part; errors say theirs where they happen', () => {
  const sources = sourcesIn('main').filter(({ name }) => !WORDS.test(name) && !NO_WORDS_OF_MAIN.includes(name))
  expect(sources.length).toBeGreaterThan(40)
  const found = sources.flatMap((source) => {
    const lines = source.text.split('\n')
    return textsIn(source).filter(
      (at) => !/HomeportError\(|[lL]og\b|\.warn\(/.test(lines[Number(at.split(':')[1]) - 1] ?? ''),
    )
  })
  expect(found).toEqual([])
})

/** Sentences of errors, entries of the system's menus and folders, and names of processes and files. */
const NO_WORDS_OF_MAIN: readonly string[] = [
  'main/updates/updateFailure.ts',
  'main/system/linux/autostart.ts',
  'main/system/linux/menuEntry.ts',
  'main/server/gatewayProcess.ts',
  'main/windows/spelling.ts',
]

test('what is done leaves the list', () => {
  const all = sourcesIn('renderer').filter(({ name }) => !WORDS.test(name))
  const done = NOT_YET.filter((folder) => {
    const own = all.filter(({ name }) => name.startsWith(`renderer/${folder}/`))
    return own.length > 0 && own.every((source) => textsIn(source).length === 0)
  })
  expect(done).toEqual([])
})

test('a message says a whole thing: nothing is glued to its ends', () => {
  const glued = sourcesIn('renderer')
    .filter(({ name }) => WORDS.test(name))
    .flatMap(({ name, text }) =>
      [...text.matchAll(/^export const (\w+) =\s+(?:\([^)]*\) =>\s+)?(['"`])([\s\S]*?)\2\n/gm)].flatMap(
        ([, key, , said = '']) => (/^[\s,;]|\s$/.test(said) ? [`${name} ${key}`] : []),
      ),
    )
  expect(glued).toEqual([])
})

test('a number and what it counts agree: they are said by plural', () => {
  const all = [...sourcesIn('renderer'), ...sourcesIn('main')].filter(({ name }) => WORDS.test(name))
  const found = all.flatMap(({ name, text }) => counted(text).map((said) => `${name}: ${said}`))
  expect(found.filter((one) => !NEVER_ONE.some((said) => one.includes(said)))).toEqual([])
  expect(counted('export const tests = (count: number) => `${count} slow tests ran`')).toEqual(['${count} slow tests'])
})

test('sentences of the server and of the command line count by `counted`', () => {
  const all = [...sourcesIn('server'), ...sourcesIn('shared')].filter(({ name }) => !name.startsWith('server/demo/'))
  const found = all.flatMap(({ name, text }) => countedByHand(text).map((said) => `${name}: ${said}`))
  expect(found).toEqual([])
  expect(countedByHand('`You have ${most} sessions running`')).toEqual(['${most} sessions'])
  expect(countedByHand('`You have ${MOST} sessions; ${n === 1 ? one : `${n} files`}`')).toEqual([])
})

/** What sentences count, behind a number, perhaps with one word between. */
const HOLE =
  /\$\{[^{}]+\} (?:[a-z]+ )?(?:accounts|addresses|approvals|attempts|backups|branches|bytes|changes|characters|checks|checkouts|commits|conflicts|conversations|copies|days|devices|entries|events|files|folders|hours|hunks|items|keys|lines|messages|minutes|months|people|pictures|processes|projects|prompts|requests|results|rows|rules|runs|seconds|servers|sessions|settings|steps|tasks|terminals|times|turns|uploads|viewers|weeks|words|worktrees)\b/g

/** A hole of a text and the noun behind it, where the number may be one: no constant, and not asked about on its line. */
function countedByHand(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/=== 1 \?|^\s*(?:\*|\/\/)/.test(line))
    .flatMap((line) => [...line.matchAll(HOLE)].map(([whole]) => whole))
    .filter((whole) => !/^\$\{(?:Math\.\w+\()?[A-Z][A-Z_]+\b/.test(whole) && !LARGE.includes(whole))
}

/** Numbers that the program chose or that are asked about before, all larger than one. */
const LARGE: readonly string[] = [
  // Of a database, a log entry that is cut, and all that a folder brings where it is too much.
  '${bytes} bytes',
  '${result.length} characters',
  '${brings.length} entries',
  '${size} characters',
  // Asked about before.
  '${names.length - 1} more files',
  '${files.length} files',
  '${pushed.length} addresses',
  // Chosen by the program.
  '${withinMs / 1000} seconds',
  // A message for those who build this, and what is no number.
  '${changes} audit entries',
  '${told(minutes)} without approvals',
  '${path} changes',
  '${name} has commits',
]

/** Numbers of a message that the program chose, all of them large, and units that have no plural. */
const NEVER_ONE = [
  '} ms',
  '} is',
  '${chosen} seconds',
  '${most} conversations',
  '${days} days',
  '${px} pixels',
  '${most} characters',
]

/** Numbers of a message before a word that ends as plurals do. */
function counted(text: string): string[] {
  return [...text.matchAll(/\(([^()]*)\) =>\s+(?:sentence)?`([^`]*)`/g)].flatMap(([, parameters = '', said = '']) =>
    [...said.matchAll(/\$\{(\w+)\} (?:[a-z]+ )?[a-z]+s\b/g)]
      .filter(([, name = '']) => parameters.includes(`${name}: number`))
      .map(([whole]) => whole),
  )
}

describe('what this guard would catch', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['text between tags', '<p>Nothing here</p>'],
    ['a text in braces', "<p>{isOpen ? 'Fold' : 'Open'}</p>"],
    ['a text put together', '<p>{`${files} files`}</p>'],
    ['a name for screen readers', '<button aria-label="Close" />'],
    ['a tooltip put together', '<b title={`Remove ${name}`} />'],
    ['what a field is called', '<Field label="Name" />'],
    ['a sentence anywhere', "showToast('The message was not sent.')"],
    ['a table', "const names = { asleep: 'Asleep', ended: 'Ended' }"],
  ]
  test.each(cases)('%s', (_, text) => {
    expect(textsIn({ name: 'a.tsx', text, imports: [] })).not.toEqual([])
  })

  const others: readonly (readonly [string, string])[] = [
    ['code', '<p>{words.run(<code>npm start</code>)}</p>'],
    ['names of classes', '<p className="flex items-center" />'],
    ['a key', "const isEnter = event.key === 'Enter'"],
    ['a message for those who build this', "throw new Error('There is no such row.')"],
    ['what is sent', "client.call('session.create', { model: 'opus' })"],
  ]
  test.each(others)('and not: %s', (_, text) => {
    expect(textsIn({ name: 'a.tsx', text, imports: [] })).toEqual([])
  })
})

interface Node {
  readonly type?: string
  readonly start: number
  readonly value?: unknown
  readonly name?: { readonly name?: string }
  readonly operator?: string
  readonly callee?: { readonly name?: string; readonly property?: { readonly name?: string } }
  readonly openingElement?: { readonly name: { readonly name?: string } }
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[]
}

/** A name of code wherever it stands: `x-access-token`. */
const NAME_OF_CODE = /^[a-z]+(?:[-_./][a-z]+)+$/
/** Says a text to a person, whatever it is. */
const SAYING =
  /^(?:title|label|alt|placeholder|hint|what|about|heading|aria-label|aria-description|aria-roledescription|aria-valuetext)$/
/** Never says a text. */
const CODE = new Set(['code', 'kbd', 'pre', 'samp', 'Key'])
/** Nothing in them is said to a person. */
const SILENT = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration:source',
  'TSLiteralType',
  'TSTypeAliasDeclaration',
  'SwitchCase:test',
  'Property:key',
])
const SILENT_CALLS =
  /^(?:(?!Homeport)\w*Error|RegExp|Symbol|includes|startsWith|endsWith|split|closest|querySelector|querySelectorAll|replace|replaceAll|classes)$/
/** Words that are names of code: keys, tools of Claude Code, headers, the product. */
const NAMES = new Set(
  'Enter Escape Tab Home End Backspace Delete Control Shift Alt Meta Mod Space Esc Ctrl Bash Read Write Edit Grep Glob Task Agent Skill Monitor Files Highlight Android Mac Windows Linux Homeport Content'.split(
    ' ',
  ),
)

/** Every text for people, as file and line. */
function textsIn({ name, text }: SourceFile): string[] {
  const found: string[] = []
  const report = ({ start }: Node) => found.push(`${name}:${text.slice(0, start).split('\n').length}`)
  const visit = (node: unknown, isSaid: boolean): void => {
    if (typeof node !== 'object' || node === null) {
      return
    }
    if (Array.isArray(node)) {
      node.forEach((one) => visit(one, isSaid))
      return
    }
    const one = node as Node
    const said = saidBy(one)
    if (said !== null && !NAME_OF_CODE.test(said) && (isSaid ? /\p{Letter}{2}/u.test(said) : isText(said))) {
      report(one)
    }
    for (const [key, child] of Object.entries(node)) {
      if (!isSilent(one, key)) {
        visit(child, hears(one, key, isSaid))
      }
    }
  }
  visit(parseAst(text, { lang: name.endsWith('x') ? 'tsx' : 'ts', sourceType: 'module' }), false)
  return found
}

/** The text of a node that has one. */
function saidBy({ type, value, quasis }: Node): string | null {
  if ((type === 'Literal' || type === 'JSXText') && typeof value === 'string') {
    return value
  }
  return type === 'TemplateLiteral' ? (quasis ?? []).map((part) => part.value.cooked).join(' ') : null
}

/** A text wherever it stands: a sentence, or a word that begins as a label does. */
function isText(said: string): boolean {
  return /^\p{Lu}\p{Ll}+(?:[’']?\p{Ll}+)*(?:[…?!.:]?$|,? [\p{Letter}“$])/u.test(said) && !NAMES.has(said)
}

/** Whether all texts in this part are for people: between tags, and in attributes that name something. */
function hears(node: Node, key: string, isSaid: boolean): boolean {
  switch (node.type) {
    case 'JSXElement':
      return key === 'children' && !CODE.has(node.openingElement?.name.name ?? '')
    case 'JSXFragment':
      return key === 'children'
    case 'JSXAttribute':
      return SAYING.test(String(node.name?.name))
    case 'JSXText':
    case 'JSXExpressionContainer':
      return isSaid
    case 'ConditionalExpression':
      return isSaid && key !== 'test'
    case 'LogicalExpression':
      return isSaid && key === 'right'
    case 'TemplateLiteral':
      return isSaid && key === 'quasis'
    default:
      return false
  }
}

function isSilent(node: Node, key: string): boolean {
  const { type = '' } = node
  const isPart = SILENT.has(type) || SILENT.has(`${type}:${key}`)
  return isPart || isComparison(node) || (key === 'arguments' && SILENT_CALLS.test(calledName(node)))
}

function isComparison({ type, operator = '' }: Node): boolean {
  return type === 'BinaryExpression' && /^(?:[!=]==|in)$/.test(operator)
}

function calledName({ callee }: Node): string {
  return callee?.property?.name ?? callee?.name ?? ''
}
