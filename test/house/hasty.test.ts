import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { sourcesIn } from './sourceTree.ts'

/** By what a fake notes all that a page asked of it: the property, and whose it is. */
const NOTES: ReadonlyMap<string, string> = new Map([
  ['calls', 'answers'],
  ['refused', 'answers'],
  ['received', 'gateway'],
  ['started', 'runs'],
])

/** What waits: `expect.poll` and `until` look again and again; `heard` resolves once all that the page has sent has arrived. */
const WAITS = /^(?:expect\.poll|vi\.waitFor|until)$/
const HEARD = /^await heard\(/

/**
 * A page shows what it is about to say: what a fake has received of it is looked at again and again, or directly after something
 * that arrives later (`heard`, or what was waited for in the line before).
 */
test.each(
  [...sourcesIn('test/renderer'), ...sourcesIn('test/e2e')].filter(({ text }) => /answers|gateway|runs/.test(text)),
)('$name waits for what a page has sent', ({ name, text }) => {
  expect(hastyLooks(text).map((line) => `${name}:${line}`)).toEqual([])
})

test.each([
  ['await person.presses("Send")\nexpect(gateway.answers.calls).toEqual([])', [2]],
  ['await person.presses("Send")\nawait heard(page)\nexpect(gateway.answers.calls).toEqual([])', []],
  ['await heard(page)\nexpect(gateway.received).toEqual([])\nexpect(gateway.answers.calls).toEqual([])', []],
  ['await expect.poll(() => gateway.answers.calls.length).toBe(1)\nconst one = gateway.answers.calls[0]', []],
  ['const sent = () => gateway.received.filter(Boolean)\nawait person.types("Enter")\nexpect(sent()).toEqual([])', [3]],
  ['const sent = () => gateway.received.filter(Boolean)\nawait expect.poll(sent).toEqual([])', []],
  ['const sent = () => gateway.received.filter(Boolean)\nawait expect.poll(() => sent().length).toBe(2)', []],
  ['const press = async () => {\n  await person.types("a")\n  return gateway.received.length\n}', [3]],
  ['expect(person.received).toEqual([])', []],
])('a look is hasty, or is not: %j', (body, lines) => {
  expect(hastyLooks(body)).toEqual(lines)
})

/** The lines where something is looked at that may not have arrived. */
function hastyLooks(text: string): number[] {
  const tree = parseAst(text, { lang: 'tsx', sourceType: 'module' })
  const names = new Set<string>()
  for (let known = -1; known !== names.size;) {
    known = names.size
    looksOf(tree, names).forEach((look) => definedBy(look).forEach((name) => names.add(name)))
  }
  const starts = looksOf(tree, names).flatMap((look) => (isPatient(look, { text, names }) ? [] : [look[0].start]))
  return [...new Set(starts.map((start) => text.slice(0, start).split('\n').length))]
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly name?: string
  readonly async?: boolean
  readonly object?: Node
  readonly property?: Node
  readonly callee?: Node
  readonly arguments?: readonly Node[]
  readonly id?: Node | null
  readonly body?: unknown
}

/** A node and all around it, from the inside out. */
type Path = readonly [Node, ...Node[]]

function looksOf(tree: unknown, names: ReadonlySet<string>): Path[] {
  const found: Path[] = []
  const visit = (value: unknown, around: readonly Node[]): void => {
    if (Array.isArray(value)) {
      value.forEach((one) => visit(one, around))
    } else if (isNode(value)) {
      if (isLook(value, names)) {
        found.push([value, ...around])
      }
      Object.values(value).forEach((one) => visit(one, [value, ...around]))
    }
  }
  visit(tree, [])
  return found
}

function isLook(node: Node, names: ReadonlySet<string>): boolean {
  if (node.type === 'MemberExpression') {
    const owner = NOTES.get(node.property?.name ?? '')
    return owner !== undefined && (node.object?.name ?? node.object?.property?.name) === owner
  }
  return node.type === 'CallExpression' && names.has(node.callee?.name ?? '')
}

/** The name of the function that only tells what it sees there: whoever calls it looks. */
function definedBy([, ...around]: Path): string[] {
  const at = around.findIndex((node) => isFunction(node))
  const [made, ...outside] = around.slice(at)
  if (at === -1 || made === undefined || made.async === true) {
    return []
  }
  const name = made.type === 'FunctionDeclaration' ? made.id?.name : outside[0]?.id?.name
  // What is handed to `filter` or `map` belongs to what is around it.
  return name === undefined ? definedBy([made, ...outside]) : [name]
}

function isPatient(look: Path, seen: Seen): boolean {
  const [, ...around] = look
  return definedBy(look).length > 0 || around.some((node) => waits(node, seen.text)) || isBehindSomething(around, seen)
}

interface Seen {
  readonly text: string
  readonly names: ReadonlySet<string>
}

/** Whether the statement before it waited for what arrives later, or looked at the same notes behind something that did. */
function isBehindSomething(around: readonly Node[], seen: Seen): boolean {
  const at = around.findIndex((node, index) => listOf(around[index + 1]).includes(node))
  const outside = around.slice(at + 1)
  const siblings = listOf(outside[0])
  const before = siblings[siblings.indexOf(around[at]) - 1]
  if (!isNode(before)) {
    return false
  }
  if (HEARD.test(seen.text.slice(before.start, before.end))) {
    return true
  }
  const looks = looksOf(before, seen.names).map(([first, ...inside]): Path => [first, ...inside, ...outside])
  return looks.length > 0 && looks.every((one) => definedBy(one).length === 0 && isPatient(one, seen))
}

/** The statements of a block. */
function listOf(node: Node | undefined): readonly unknown[] {
  return Array.isArray(node?.body) ? node.body : []
}

function waits({ type, callee }: Node, text: string): boolean {
  return (
    type === 'CallExpression' &&
    callee !== undefined &&
    WAITS.test(text.slice(callee.start, callee.end).replaceAll(/\s/g, ''))
  )
}

function isFunction({ type }: Node): boolean {
  return /Function/.test(type)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
