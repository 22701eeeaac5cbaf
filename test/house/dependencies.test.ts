import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { type SourceFile, shippedSources } from './sourceTree.ts'

/** What a bag of dependencies is called. Data is spread under the name of what it is: `frame`, `params`, `event` … */
const BAG = /^#?(deps|options|parts|stores|common|setup|context|place)$/

test('a factory names what it takes and its caller what it gives: no bag of dependencies is spread', () => {
  const wrong = shippedSources()
    .filter(({ name }) => /^(server|main)\//.test(name))
    .flatMap(bagsIn)
  expect(wrong).toEqual([])
})

test('what this guard would catch', () => {
  const found = bagsIn({
    name: 'a.ts',
    text: 'open({ ...deps, port })\nnew Window({ ...this.#deps })\nsend({ ...frame })\nopen({ ...common.stores })\n',
    imports: [],
  })
  expect(found).toEqual(['a.ts:1', 'a.ts:2', 'a.ts:4'])
})

/** Every bag that is spread into what a function or class is called with, as file and line. */
function bagsIn({ name, text }: SourceFile): string[] {
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) {
      return
    }
    const { type, arguments: given } = node as Node
    if (type === 'CallExpression' || type === 'NewExpression') {
      for (const spread of (given ?? []).flatMap(({ properties }) => properties ?? [])) {
        if (spread.type === 'SpreadElement' && BAG.test(nameOf(spread.argument))) {
          found.push(`${name}:${text.slice(0, spread.start).split('\n').length}`)
        }
      }
    }
    Object.values(node).forEach(visit)
  }
  visit(parseAst(text, { lang: name.endsWith('x') ? 'tsx' : 'ts', sourceType: 'module' }))
  return found
}

interface Node {
  readonly type: string
  readonly start: number
  readonly name?: string
  readonly arguments?: readonly Node[]
  readonly properties?: readonly Node[]
  readonly argument?: Node
  readonly property?: Node
}

/** `deps` of `deps` and of `this.#deps`; empty for anything that is no name. */
function nameOf(node: Node | undefined): string {
  return node?.name ?? (node?.property === undefined ? '' : nameOf(node.property))
}
