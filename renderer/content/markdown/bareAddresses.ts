import type { gfm } from 'micromark-extension-gfm'

type Extension = ReturnType<typeof gfm>
type Constructs = NonNullable<Extension['text']>
type Construct = Extract<NonNullable<Constructs['null']>, { tokenize: unknown }>
type Context = ThisParameterType<Construct['tokenize']>
type Token = Context['events'][number][1]

const NAMES: ReadonlySet<string> = new Set(['wwwAutolink', 'protocolAutolink', 'emailAutolink'])

/** A bracket that opened a label and has not been closed, and where in the events it stands. */
interface OpenBracket {
  readonly token: Token
  readonly index: number
}

const openBrackets = new WeakMap<object, OpenBracket>()

/**
 * The grammar of bare addresses (`www.…`, `https://…`, `me@…`), which are none inside an open bracket. It looks for
 * that bracket anew at each word, back through all that was read: in a paragraph with one open bracket the time grows
 * with the square of its length. Here the bracket is remembered for as long as it is open; the tree stays the same.
 */
export function withRememberedBrackets(extension: Extension): Extension {
  const text = Object.entries(extension.text ?? {}).map(([code, constructs]) => [
    code,
    [constructs ?? []]
      .flat()
      .map((construct) => (NAMES.has(construct.name ?? '') ? remembering(construct) : construct)),
  ])
  return { ...extension, text: Object.fromEntries(text) }
}

function remembering(construct: Construct): Construct {
  const { tokenize } = construct
  return {
    ...construct,
    tokenize(effects, ok, nok) {
      return isInOpenBracket(this) ? nok : tokenize.call(this, effects, ok, nok)
    },
  }
}

function isInOpenBracket(context: Context): boolean {
  const { events } = context
  const known = openBrackets.get(context)
  if (known !== undefined && events[known.index]?.[1] === known.token && isOpen(known.token)) {
    return true
  }
  // Nothing is kept where none is open: the grammar marks how far it has looked then, and stops there.
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const token = events[index]?.[1]
    if (token === undefined || '_gfmAutolinkLiteralWalkedInto' in token) {
      return false
    }
    if (isOpen(token)) {
      openBrackets.set(context, { token, index })
      return true
    }
  }
  return false
}

function isOpen(token: Token): boolean {
  return (token.type === 'labelLink' || token.type === 'labelImage') && !('_balanced' in token)
}
