/** A time below this tells nothing: a clock tick, a page fault, a compilation. */
const MEASURABLE_MS = 8

/** Linear is 2; what grows with the square is 4. */
export const MAX_RATIO = 2.5

const SMALLEST = 4 * 1024
const TRIES = 6

export interface Parser {
  readonly name: string
  /** Reads a text of that length; what it makes of it, or that it refuses, does not matter. */
  readonly read: (text: string) => unknown
  /** Parts of its grammar: each is repeated, and each pair of two. */
  readonly parts: readonly string[]
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

/** How the time grows with the length: processor time of this thread, the least of several, asked again when odd. */
export function growthOf(parser: Parser, { name, text }: Family): Growth {
  let length = SMALLEST
  let ms = leastMs(parser, text(length), 1)
  while (ms < MEASURABLE_MS && length * 2 < parser.longest) {
    length *= 2
    ms = leastMs(parser, text(length), 1)
  }
  if (ms < MEASURABLE_MS) {
    return { family: name, length, ms, ratio: null }
  }
  const [short, long] = [text(length / 2), text(length)]
  let ratio = Infinity
  for (let attempt = 0; attempt < TRIES && ratio > MAX_RATIO; attempt += 1) {
    ratio = Math.min(ratio, leastMs(parser, long, 2) / Math.max(0.5, leastMs(parser, short, 2)))
  }
  return { family: name, length, ms, ratio }
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
    .reduce((worst, one) =>
      (one.ratio ?? 0) > (worst.ratio ?? 0) || (worst.ratio === null && one.ms > worst.ms) ? one : worst,
    )
}
