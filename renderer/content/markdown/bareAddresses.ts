import type { gfm } from 'micromark-extension-gfm'

type Extension = ReturnType<typeof gfm>
type Constructs = NonNullable<Extension['text']>
type Construct = Extract<NonNullable<Constructs['null']>, { tokenize: unknown }>
type Context = ThisParameterType<Construct['tokenize']>
type Token = Context['events'][number][1]

const NAMES: ReadonlySet<string> = new Set(['wwwAutolink', 'protocolAutolink', 'emailAutolink'])

/** An open bracket of a label, and its index in the events. */
interface OpenBracket {
  readonly token: Token
  readonly index: number
}

const openBrackets = new WeakMap<object, OpenBracket>()

/**
 * The extension for bare addresses (`www.…`, `https://…`, `me@…`), which are not linked inside an open bracket. It
 * searches backwards for that bracket at each word: in a paragraph with an open bracket the time is quadratic in its
 * length. Here the bracket is remembered while it is open; the tree is the same.
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
  // Nothing is remembered while none is open: the extension then marks how far it has searched, and stops there.
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
