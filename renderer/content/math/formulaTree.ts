import type { Formula } from './maskMath.ts'

/** A formula as elements of MathML, which every browser draws by itself. */
export interface MathElement {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  /** How a cell is aligned, or that it has a frame. */
  readonly className: string
  readonly children: readonly (MathElement | string)[]
}

/** The elements that a formula may be made of. None fetches, links or runs anything. */
const TAGS: ReadonlySet<string> = new Set(
  'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle msub msup msubsup munder mover munderover mtable mtr mtd mpadded mphantom menclose mmultiscripts mprescripts none'.split(
    ' ',
  ),
)
/** And what may be said of them: sizes, places and stretching, no colours, which one of the themes would hide. */
const ATTRIBUTES: ReadonlySet<string> = new Set(
  'display displaystyle scriptlevel mathvariant stretchy symmetric fence separator form lspace rspace minsize maxsize largeop movablelimits accent accentunder linethickness notation width height depth voffset columnalign columnspan rowspan rowspacing columnspacing rowlines columnlines'.split(
    ' ',
  ),
)
const VALUE = /^[\w.+\- %]{1,40}$/
/** Deeper or larger ones stay as they are written. */
const MAX_DEPTH = 80
const MAX_NODES = 4_000

/** What Temml makes of a formula. */
export interface TemmlNode {
  readonly type?: unknown
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly children?: readonly TemmlNode[]
  readonly text?: unknown
  readonly classes?: readonly unknown[]
  readonly style?: Readonly<Record<string, unknown>>
}

/**
 * The elements of a formula, of those that are known alone.
 * @throws Error when it is too deep or too large.
 */
export function mathElements(node: TemmlNode, isDisplay: Formula['isDisplay']): MathElement {
  const counted = { nodes: 0 }
  const [root] = elementsOf(node, { depth: 0, counted })
  if (root === undefined || typeof root === 'string' || root.tag !== 'math') {
    throw new Error('not a formula')
  }
  return { ...root, attributes: { ...root.attributes, display: isDisplay ? 'block' : 'inline' } }
}

interface Place {
  readonly depth: number
  readonly counted: { nodes: number }
}

function elementsOf(node: TemmlNode, { depth, counted }: Place): readonly (MathElement | string)[] {
  counted.nodes += 1
  if (depth > MAX_DEPTH || counted.nodes > MAX_NODES) {
    throw new Error('too large')
  }
  if (typeof node.text === 'string') {
    return [node.text]
  }
  const children = (node.children ?? []).flatMap((child) => elementsOf(child, { depth: depth + 1, counted }))
  const { type: tag } = node
  // What is not known leaves its place to what is in it.
  return typeof tag === 'string' && TAGS.has(tag)
    ? [{ tag, attributes: attributesOf(node), className: classNameOf(node), children }]
    : children
}

function attributesOf({ attributes = {} }: TemmlNode): Readonly<Record<string, string>> {
  const known = Object.entries(attributes).filter(
    (entry): entry is [string, string] =>
      ATTRIBUTES.has(entry[0]) && typeof entry[1] === 'string' && VALUE.test(entry[1]),
  )
  return Object.fromEntries(known)
}

const alignments: ReadonlyMap<unknown, string> = new Map([
  ['tml-left', 'text-left'],
  ['tml-right', 'text-right'],
  ['tml-center', 'text-center'],
])

function classNameOf({ classes = [], style = {} }: TemmlNode): string {
  const frame = typeof style['border'] === 'string' ? 'border border-current p-0.5' : ''
  const isTight = style['paddingLeft'] === '0em' && style['paddingRight'] === '0em' ? 'px-0' : ''
  const aligned = classes.flatMap((name) => alignments.get(name) ?? [])
  return [...aligned, isTight, frame].filter((name) => name !== '').join(' ')
}
