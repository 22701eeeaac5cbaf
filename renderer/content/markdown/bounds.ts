import type { gfm } from 'micromark-extension-gfm'

type Extension = ReturnType<typeof gfm>
type Construct = Extract<NonNullable<NonNullable<Extension['document']>['null']>, { tokenize: unknown }>
type Context = ThisParameterType<Construct['tokenize']>

/** The nesting of lists and quotes. Deeper trees overflow the stack of recursive readers. */
const MAX_DEPTH = 32

/** Emphasis markers and brackets in one paragraph or cell. Each is compared with those before it. */
const MAX_EMPHASES = 400
const MAX_BRACKETS = 800

/**
 * Limits nesting and markers per paragraph; beyond them the characters are plain text. Part of the grammar, so that
 * every reader of a text gets the same tree.
 */
export function bounds(): Extension {
  const emphases = atMost(MAX_EMPHASES)
  const brackets = atMost(MAX_BRACKETS)
  return {
    document: { ...onEach('>*+-0123456789[', boundContainers), null: boundContainers },
    text: { ...onEach('*_~', emphases), ...onEach('[]!', brackets) },
  }
}

function onEach(characters: string, construct: Construct): Record<number, Construct> {
  return Object.fromEntries(Array.from(characters, (character) => [character.charCodeAt(0), construct]))
}

const bound = new WeakSet<object>()

/** Runs before every container and limits them, each time a text is parsed. */
const boundContainers: Construct = {
  name: 'bounds',
  tokenize(_effects, _ok, nok) {
    const { parser } = this
    if (!bound.has(parser)) {
      bound.add(parser)
      const { document } = parser.constructs
      for (const [code, constructs = []] of Object.entries(document)) {
        Object.assign(document, { [code]: [constructs].flat().map(bounded) })
      }
    }
    return nok
  },
}

/** A container construct that fails below the deepest level. */
function bounded(container: Construct): Construct {
  const { tokenize, continuation } = container
  return {
    ...container,
    tokenize(effects, ok, nok) {
      return isTooDeep(this) ? nok : tokenize.call(this, effects, ok, nok)
    },
    ...(continuation === undefined
      ? {}
      : {
          continuation: {
            ...continuation,
            tokenize(effects, ok, nok) {
              isTooDeep(this)
              return continuation.tokenize.call(this, effects, ok, nok)
            },
          },
        }),
  }
}

interface Level {
  readonly line: number
  readonly offset: number
  readonly depth: number
}

const levels = new WeakMap<object, Level>()

/** The containers of a line start one after the other, each at its own offset, whether continued or new. */
function isTooDeep(context: Context): boolean {
  const { line, offset } = context.now()
  const before = levels.get(context.parser)
  const isSameLine = before?.line === line
  const depth = isSameLine ? before.depth + (before.offset === offset ? 0 : 1) : 1
  levels.set(context.parser, { line, offset, depth })
  return depth > MAX_DEPTH
}

/** Accepts that many markers in each text; a further one is a plain character. */
function atMost(limit: number): Construct {
  const seen = new WeakMap<object, number>()
  return {
    name: 'bound',
    tokenize(effects, ok, nok) {
      const count = (seen.get(this) ?? 0) + 1
      seen.set(this, count)
      return count <= limit
        ? nok
        : (code) => {
            effects.enter('data')
            effects.consume(code)
            effects.exit('data')
            return ok
          }
    },
  }
}
