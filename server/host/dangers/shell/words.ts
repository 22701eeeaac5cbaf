import {
  forEachChild,
  type ArithmeticCommandExpansion,
  type CommandExpansionPart,
  type ProcessSubstitutionPart,
  type SyntaxNode,
  type Word,
  type WordPart,
} from 'unbash'
import type { Span } from '../dangerTable.ts'

/** Stands in a field's text for what is only known when it runs. No shell word can hold this character itself. */
export const HOLE = '\u0000'

/** Where text comes from that is not written out: a file that is there · a variable or pattern · another program … */
export type Origin = 'file' | 'variable' | 'program' | 'encoded' | 'network'

/** Text as far as it is known before it runs. `text` has a HOLE wherever it is not. */
export interface Value {
  readonly text: string
  readonly origins: ReadonlySet<Origin>
}

/** One argument after expansion and word splitting. */
export interface Field extends Value {
  readonly span: Span
  /** Where `text` begins in the source when it stands there letter by letter; null otherwise. */
  readonly verbatimAt: number | null
}

/** Where another script runs inside of a word. */
export type Substitution = CommandExpansionPart | ProcessSubstitutionPart | ArithmeticCommandExpansion

export function isSubstitution(node: SyntaxNode): node is Substitution {
  return (
    node.type === 'CommandExpansion' ||
    node.type === 'ProcessSubstitution' ||
    node.type === 'ArithmeticCommandExpansion'
  )
}

export interface Expander {
  /** Where unquoted expansions are split: the characters of IFS. */
  readonly separators: () => string
  /** What a variable is known to hold; null when it is not. */
  readonly variable: (name: string) => Value | null
  /** Reads a substitution's script and says what it writes. */
  readonly substitution: (part: Substitution) => Value
  readonly span: (start: number, end: number) => Span
  /** Where a position of this text lies in the outermost one; null when it was decoded on the way. */
  readonly verbatim: (start: number) => number | null
}

/** Text that is not known, and where it comes from. */
export function unknown(...origins: readonly Origin[]): Value {
  return { text: HOLE, origins: new Set(origins) }
}

/** Text that is written out. */
export function known(text: string): Value {
  return { text, origins: NONE }
}

const NONE: ReadonlySet<Origin> = new Set()

interface Piece extends Value {
  /** Unquoted expansions are split at blanks. */
  readonly splits: boolean
}

/** The fields that a word becomes: none for an empty expansion, several where it is split or has braces. */
export function fieldsOf(word: Word, expander: Expander): Field[] {
  const span = expander.span(word.pos, word.end)
  const braces = word.parts?.some(({ type }) => type === 'BraceExpansion') === true ? braceWords(word.text) : null
  if (braces !== null) {
    return braces.map((text) => ({ ...known(text), span, verbatimAt: null }))
  }
  const pieces = word.parts === undefined ? [plain(word.value)] : word.parts.map((part) => pieceOf(part, expander))
  return split(pieces, expander.separators()).map((value) => ({
    ...value,
    span,
    verbatimAt: verbatimStart(word, value.text, expander),
  }))
}

/** The whole word as one value, as in assignments and after `<<<`, where nothing is split. */
export function valueOf(word: Word, expander: Expander): Value {
  const pieces = word.parts === undefined ? [plain(word.value)] : word.parts.map((part) => pieceOf(part, expander))
  return joined(pieces)
}

/** One text after the other. What grows too long is not known any more: nobody would read it either. */
export function joined(values: readonly Value[]): Value {
  const only = values[0]
  if (values.length === 1 && only !== undefined) {
    return only
  }
  const origins = new Set<Origin>()
  let text = ''
  for (const value of values) {
    value.origins.forEach((origin) => origins.add(origin))
    text += value.text
  }
  return { text: text.length > MAX_TEXT ? HOLE : text, origins }
}

const MAX_TEXT = 200_000

/** What the parts of a word or of a here-document come to. */
export function valueOfParts(parts: readonly WordPart[], expander: Expander): Value {
  return joined(parts.map((part) => pieceOf(part, expander)))
}

function pieceOf(part: WordPart, expander: Expander): Piece {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return plain(part.value)
    case 'DoubleQuoted':
    case 'LocaleString':
      return { ...joined(part.parts.map((child) => pieceOf(child, expander))), splits: false }
    case 'SimpleExpansion':
      return { ...(expander.variable(part.text.slice(1)) ?? UNKNOWN), splits: true }
    case 'ParameterExpansion':
      return parameter(part, expander)
    case 'CommandExpansion':
    case 'ProcessSubstitution':
      return { ...expander.substitution(part), splits: part.type === 'CommandExpansion' }
    case 'Glob':
      return part.kind === 'star' ? plain('*') : { ...unknown('variable'), splits: false }
    default:
      return { ...nested(part, expander), splits: false }
  }
}

function parameter(part: WordPart & { type: 'ParameterExpansion' }, expander: Expander): Piece {
  const held = part.index === undefined && part.prefix === undefined ? expander.variable(part.parameter) : null
  const { operation } = part
  if (operation === undefined && part.index === undefined) {
    return { ...(held ?? UNKNOWN), splits: true }
  }
  if (operation?.type === 'Default' && operation.operator !== '+' && operation.operator !== ':+') {
    return { ...(held ?? valueOf(operation.operand, expander)), splits: true }
  }
  return { ...nested(part, expander), splits: true }
}

/** A part whose text is not worked out; what is run on the way is read all the same. */
function nested(part: SyntaxNode, expander: Expander, depth = 0): Value {
  const origins = new Set<Origin>(['variable'])
  if (depth < MAX_PART_DEPTH) {
    forEachChild(part, (child) => {
      const value = isSubstitution(child) ? expander.substitution(child) : nested(child, expander, depth + 1)
      value.origins.forEach((origin) => origins.add(origin))
    })
  }
  return { text: HOLE, origins }
}

const MAX_PART_DEPTH = 40

const UNKNOWN = unknown('variable')

function plain(text: string): Piece {
  return { ...known(text), splits: false }
}

/** Word splitting: within unquoted expansions only. */
function split(pieces: readonly Piece[], separators: string): Value[] {
  const fields: Value[] = []
  let open: Value[] = []
  const close = () => {
    if (open.length > 0) {
      fields.push(joined(open))
      open = []
    }
  }
  for (const piece of pieces) {
    if (!piece.splits) {
      open.push(piece)
      continue
    }
    cut(piece.text, separators).forEach((text, index) => {
      if (index > 0) {
        close()
      }
      if (text !== '') {
        open.push({ text, origins: piece.origins })
      }
    })
  }
  close()
  return fields
}

function cut(text: string, separators: string): string[] {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    if (separators.includes(text.charAt(at))) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)]
}

/** A word that is one quoted text without escapes is in the source as it is: marks inside it can be exact. */
function verbatimStart(word: Word, text: string, expander: Expander): number | null {
  if (word.text === text) {
    return expander.verbatim(word.pos)
  }
  const isQuoted = word.text.length === text.length + 2 && /^["']/.test(word.text)
  return isQuoted && word.text.slice(1, -1) === text ? expander.verbatim(word.pos + 1) : null
}

/** More words than these are not spelled out. */
const MAX_WORDS = 64

/**
 * The words of a brace list (`{rm,-rf,x}`, `a{b,c}d`), as far as it is plain: null for nested lists, quotes, ranges,
 * expansions and long lists. Linear.
 */
function braceWords(text: string): readonly string[] | null {
  const open = text.indexOf('{')
  const close = text.indexOf('}', open)
  if (
    open === -1 ||
    close === -1 ||
    /[{}"'\\$`]/.test(text.slice(0, open) + text.slice(open + 1, close) + text.slice(close + 1))
  ) {
    return null
  }
  const words = text.slice(open + 1, close).split(',', MAX_WORDS + 1)
  if (words.length < 2 || words.length > MAX_WORDS) {
    return null
  }
  return words.map((word) => text.slice(0, open) + word + text.slice(close + 1)).filter((word) => word !== '')
}
