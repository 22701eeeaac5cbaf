/** A time below this tells nothing: a clock tick, a page fault, a compilation. */
const MEASURABLE_MS = 8

/** What takes longer shows how it grows. */
const ENOUGH_MS = 50

/** Linear is 2; what grows with the square is 4. */
export const MAX_RATIO = 2.5

const SMALLEST = 4 * 1024
const PAIRS = 15

export interface Parser {
  readonly name: string
  /** Reads a text of that length; what it makes of it, or that it refuses, does not matter. */
  readonly read: (text: string) => unknown
  /** Parts of its grammar: each is repeated, and each pair of two. */
  readonly parts: readonly string[]
  /** Bounds of its own hold from here on; below, some work grows with the square of the length. */
  readonly shortest?: number
  /** Longest text that its listener lets through. */
  readonly longest: number
}

export interface Family {
  readonly name: string
  readonly text: (length: number) => string
}

export interface Growth {
  readonly family: string
  readonly length: number
  readonly ms: number
  /** How many times longer a text of twice the length takes; null where even the longest takes no time to speak of. */
  readonly ratio: number | null
}

/** Repetitions of each part and of each two parts, after each part once and before something that ends nothing. */
export function familiesOf({ parts }: Pick<Parser, 'parts'>): Family[] {
  const units = [...parts, ...parts.flatMap((one) => parts.filter((two) => two !== one).map((two) => one + two))]
  return units.map((unit) => ({
    name: `${JSON.stringify(unit)}…`,
    text: (length) =>
      `${parts[0] ?? ''}${unit.repeat(Math.ceil(length / unit.length))}`.slice(0, length - 1).concat('\u0001'),
  }))
}

/** The worst doubling of a family, by processor time of this thread; asked again, and elsewhere, when odd. */
export function growthOf(parser: Parser, { name, text }: Family): Growth {
  let worst: Growth = { family: name, length: 0, ms: 0, ratio: null }
  for (let length = parser.shortest ?? SMALLEST; length * 2 <= parser.longest; length *= 2) {
    const shortMs = msOf(parser, text(length))
    if (shortMs < MEASURABLE_MS) {
      continue
    }
    const first = msOf(parser, text(length * 2)) / shortMs
    const ratio = first <= MAX_RATIO ? first : confirmed(parser, { text, length })
    worst = ratio > (worst.ratio ?? 0) ? { family: name, length: length * 2, ms: shortMs * ratio, ratio } : worst
    if (ratio > MAX_RATIO || shortMs > ENOUGH_MS) {
      break
    }
  }
  return worst
}

/**
 * One reading may be odd, and memory that fills up makes one doubling dear; work that grows with the square shows in the
 * middle of many readings, and in every doubling that takes time: the least of them counts.
 */
function confirmed(
  parser: Parser,
  { text, length }: { readonly text: Family['text']; readonly length: number },
): number {
  const most = 2 ** Math.floor(Math.log2(parser.longest))
  const lengths = [length, length / 2, most / 2].filter((one) => one >= (parser.shortest ?? 0))
  let least = Infinity
  for (const one of new Set(lengths)) {
    least = Math.min(least, middleRatio(parser, text(one), text(one * 2)))
    if (least <= MAX_RATIO) {
      break
    }
  }
  return least
}

/** Each pair is read side by side: code that was made fast, or slow again, in between is so for both. */
function middleRatio(parser: Parser, short: string, long: string): number {
  const ratios = Array.from({ length: PAIRS }, () => {
    const shortMs = msOf(parser, short)
    return msOf(parser, long) / shortMs
  })
  return ratios.toSorted((one, other) => one - other)[Math.floor(PAIRS / 2)] ?? Infinity
}

function msOf({ read }: Parser, text: string): number {
  const before = process.threadCpuUsage()
  try {
    read(text)
  } catch {
    // Refused: as fast as anything else.
  }
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

/** How often a family must be odd to be told: minutes of a machine are odd, too. */
const ROUNDS = 3

/** The worst that any family does to a parser; of one that is odd, the least of several rounds. */
export function worstGrowth(parser: Parser): Growth {
  return familiesOf(parser)
    .map((family) => leastGrowth(parser, family))
    .reduce((worst, one) => ((one.ratio ?? 0) > (worst.ratio ?? 0) ? one : worst))
}

function leastGrowth(parser: Parser, family: Family): Growth {
  let least = growthOf(parser, family)
  for (let round = 1; round < ROUNDS && (least.ratio ?? 0) > MAX_RATIO; round += 1) {
    const again = growthOf(parser, family)
    least = (again.ratio ?? 0) < (least.ratio ?? 0) ? again : least
  }
  return least
}
