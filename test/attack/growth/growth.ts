import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
/** What other parsers left is not collected on the account of the one that is read. */
const collect = runInNewContext('gc') as () => void

/** A time below this tells nothing: a clock tick, a page fault, a compilation. */
const MEASURABLE_MS = 8

/** What takes longer shows how it grows. */
const ENOUGH_MS = 50

/** Linear is 2; what grows with the square is 4. */
export const MAX_RATIO = 2.5

const SMALLEST = 4 * 1024
/** A machine that is busy with something else makes single readings long; never all of them. */
const TRIES = 40

export interface Parser {
  readonly name: string
  /** Reads a text of that length; what it makes of it, or that it refuses, does not matter. */
  readonly read: (text: string) => unknown
  /** Parts of its grammar: each is repeated, and each pair of two. */
  readonly parts: readonly string[]
  /** Bounds of its own hold from here on; below, some work grows with the square of the length. */
  readonly shortest?: number
  /** Longest text that its door lets through. */
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

/** The worst doubling of a family: processor time of this thread, the least of several, asked again when odd. */
export function growthOf(parser: Parser, { name, text }: Family): Growth {
  let worst: Growth = { family: name, length: 0, ms: 0, ratio: null }
  for (let length = parser.shortest ?? SMALLEST; length * 2 <= parser.longest; length *= 2) {
    const [short, long] = [text(length), text(length * 2)]
    const shortMs = leastMs(parser, short, 1)
    if (shortMs < MEASURABLE_MS) {
      continue
    }
    let [least, leastLong, ratio] = [shortMs, Infinity, Infinity]
    for (let attempt = 0; attempt < TRIES && ratio > MAX_RATIO; attempt += 1) {
      collectBefore(attempt)
      leastLong = Math.min(leastLong, leastMs(parser, long, 1))
      ratio = leastLong / least
      // Only a short text that was slow by chance makes the ratio too small, and it is asked as often.
      least = ratio > MAX_RATIO ? Math.min(least, leastMs(parser, short, 1)) : least
    }
    if (ratio > MAX_RATIO) {
      // Memory that fills up makes one doubling dear, but never two in a row.
      collect()
      const quarterMs = leastMs(parser, text(length / 2), TRIES)
      ratio = Math.min(ratio, Math.sqrt(leastLong / quarterMs))
    }
    worst = ratio > (worst.ratio ?? 0) ? { family: name, length: length * 2, ms: shortMs * ratio, ratio } : worst
    if (ratio > MAX_RATIO || shortMs > ENOUGH_MS) {
      break
    }
  }
  return worst
}

/** Only where the first reading was odd: it takes longer than most of what is measured. */
function collectBefore(attempt: number): void {
  if (attempt > 0) {
    collect()
  }
}

function leastMs({ read }: Parser, text: string, runs: number): number {
  return Math.min(
    ...Array.from({ length: runs }, () => {
      const before = process.threadCpuUsage()
      try {
        read(text)
      } catch {
        // Refused: as fast as anything else.
      }
      const { user, system } = process.threadCpuUsage(before)
      return (user + system) / 1000
    }),
  )
}

/** The worst that any family does to a parser. */
export function worstGrowth(parser: Parser): Growth {
  return familiesOf(parser)
    .map((family) => growthOf(parser, family))
    .reduce((worst, one) => ((one.ratio ?? 0) > (worst.ratio ?? 0) ? one : worst))
}
