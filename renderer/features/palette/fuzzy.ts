/** Where a query fits a text. */
export interface Match {
  /** The higher, the better. */
  readonly score: number
  /** The characters that fit, as [start, end) in order. */
  readonly ranges: readonly (readonly [number, number])[]
}

/** Longer texts are looked at to here, so that one row costs a bounded time. */
const MOST_READ = 300

/**
 * Fits every word of a query into a text, case ignored: as a part of it, best at the start of a word, or else letter by
 * letter in order. null where one word does not fit. Linear in the text for each word.
 */
export function fuzzy(words: readonly string[], text: string): Match | null {
  const read = text.slice(0, MOST_READ).toLowerCase()
  // Some letters change their length in lower case: their positions would not fit the text.
  const isAligned = read.length === Math.min(text.length, MOST_READ)
  const found = words.map((word) => part(word, read) ?? letters(word, read))
  const fits = found.filter((one) => one !== null)
  return fits.length < found.length
    ? null
    : {
        score: fits.reduce((sum, { score }) => sum + score, 0) - read.length / MOST_READ,
        ranges: isAligned ? merged(fits.flatMap(({ ranges }) => ranges)) : [],
      }
}

/** The words of a query, in lower case. */
export function wordsOf(query: string): readonly string[] {
  return query
    .slice(0, 100)
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

function part(word: string, text: string): Match | null {
  let best: Match | null = null
  for (let at = text.indexOf(word); at >= 0 && best?.score !== 30; at = text.indexOf(word, at + word.length)) {
    const score = at === 0 ? 30 : isWordStart(text, at) ? 20 : 10
    if (best === null || score > best.score) {
      best = { score, ranges: [[at, at + word.length]] }
    }
  }
  return best
}

/** Each letter as early as it fits, at the start of a word where there is one. Words of one letter fit only as a part. */
function letters(word: string, text: string): Match | null {
  const ranges: [number, number][] = []
  let from = 0
  let starts = 0
  for (const letter of word) {
    const at = text.indexOf(letter, from)
    if (at < 0) {
      return null
    }
    starts += isWordStart(text, at) ? 1 : 0
    ranges.push([at, at + letter.length])
    from = at + letter.length
  }
  const [start = 0] = ranges[0] ?? []
  // Letters that are strewn over the text are a coincidence, unless most of them begin a word.
  const most = word.length * (starts * 2 > word.length ? 8 : 2)
  return from - start > most ? null : { score: 1 + (4 * starts) / word.length, ranges }
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))
}

function merged(ranges: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const result: [number, number][] = []
  for (const [start, end] of ranges.toSorted(([left], [right]) => left - right)) {
    const last = result.at(-1)
    if (last !== undefined && start <= last[1]) {
      last[1] = Math.max(last[1], end)
    } else {
      result.push([start, end])
    }
  }
  return result
}
