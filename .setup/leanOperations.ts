import type { Plugin } from 'vite'
import type { Operation } from '../shared/operations/operation.ts'

/** What the page never reads of a row: who may, how it is described, and the schemas that the server checks. */
const serversOwn = [
  'summary',
  'params',
  'scope',
  'owner',
  'audit',
  'listener',
  'command_line',
] as const satisfies readonly (keyof Operation)[]
const SERVERS_OWN: ReadonlySet<string> = new Set(serversOwn)

/**
 * Takes out of the table of operations what only the server needs, and the route of what the page calls by a frame
 * (shared/client/calls): 4 KB less before anything shows. `house/leanOperations` holds that the page reads no such route.
 */
export function leanOperations(): Plugin {
  return {
    name: 'homeport-lean-operations',
    apply: 'build',
    transform: {
      filter: { id: /\/shared\/operations\/[^/]+\.ts$/ },
      handler(code, id) {
        const lean = withoutFields(code, this.parse(code))
        const droppableToo = droppable(lean, this.parse(lean))
        return { code: id.endsWith('/operation.ts') ? makingResults(droppableToo) : droppableToo, map: null }
      },
    },
  }
}

/**
 * The code without those fields of what is given to `defineOperation`. What a result looks like is made when the first one is
 * read: to make the schemas of three hundred rows at once keeps a phone for a tenth of a second, and a page reads five of them.
 */
function withoutFields(code: string, program: unknown): string {
  const cuts: { start: number; end: number; instead?: string }[] = []
  visit(program, (node) => {
    if (node['type'] !== 'CallExpression' || nameOf(node['callee']) !== 'defineOperation') {
      return
    }
    const [row] = asList(node['arguments'])
    const fields = asList(row?.['properties'])
    const frame = fieldsOf(fields.find((field) => keyOf(field) === 'ws'))
    const isCalledByFrame = frame.length > 0 && !frame.some((field) => keyOf(field) === 'data')
    const unread = fields.filter(
      (field) => SERVERS_OWN.has(keyOf(field)) || (isCalledByFrame && keyOf(field) === 'http'),
    )
    const reply = frame.filter((field) => keyOf(field) === 'reply')
    cuts.push(...[...unread, ...reply].map(({ start, end }) => ({ start: Number(start), end: Number(end) })))
    const result = fields.find((field) => keyOf(field) === 'result')?.['value']
    if (isNode(result)) {
      cuts.push({ start: Number(result['start']), end: Number(result['start']), instead: '() => ' })
    }
  })
  return cuts
    .toSorted((one, other) => other.start - one.start)
    .reduce((rest, { start, end, instead }) => {
      const after = rest.slice(end)
      return rest.slice(0, start) + (instead === undefined ? after.replace(/^\s*,/, '') : instead + after)
    }, code)
}

/** `defineOperation`, whose rows carry how their result is made. */
function makingResults(code: string): string {
  const making = code.replace(/return operation\b/, `${ONCE_MADE} return operation`)
  if (making === code) {
    throw new Error('defineOperation returns something else than the operation: see .setup/leanOperations.ts.')
  }
  return making
}

const ONCE_MADE = `const make = operation.result;
Object.defineProperty(operation, 'result', {
  configurable: true,
  get() {
    const value = make();
    Object.defineProperty(operation, 'result', { value });
    return value;
  },
});`

/**
 * The code with each schema of the top level as a call that a bundler may leave out where nobody reads it: of a chain of calls
 * it cannot know that. Params that have a name of their own would travel otherwise, though no row has them any more.
 */
function droppable(code: string, program: unknown): string {
  const schemas = asList(isNode(program) ? program['body'] : undefined)
    .map((statement) => (isNode(statement['declaration']) ? statement['declaration'] : statement))
    .flatMap((statement) => asList(statement['declarations']))
    .map(({ init }) => init)
    .filter(isNode)
    .filter(isOfZod)
  return schemas.toReversed().reduce<string>((rest, schema) => {
    const [start, end] = [Number(schema['start']), Number(schema['end'])]
    return `${rest.slice(0, start)}/* @__PURE__ */ (() => ${rest.slice(start, end)})()${rest.slice(end)}`
  }, code)
}

/** `z.string().max(3)`: a chain that begins with zod. */
function isOfZod(node: Record<string, unknown>): boolean {
  if (node['type'] !== 'CallExpression' && node['type'] !== 'MemberExpression') {
    return nameOf(node) === 'z'
  }
  const inner = node['callee'] ?? node['object']
  return isNode(inner) && isOfZod(inner)
}

function visit(value: unknown, look: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) {
    value.forEach((entry) => visit(entry, look))
  } else if (isNode(value)) {
    look(value)
    Object.values(value).forEach((entry) => visit(entry, look))
  }
}

function keyOf(field: Record<string, unknown>): string {
  return nameOf(field['key']) ?? ''
}

/** What stands in a field that is an object. */
function fieldsOf(field: Record<string, unknown> | undefined): Record<string, unknown>[] {
  return isNode(field?.['value']) ? asList(field['value']['properties']) : []
}

function asList(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && typeof node['name'] === 'string' ? node['name'] : undefined
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
