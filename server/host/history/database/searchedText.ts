/** Scripts that write words without spaces between: each letter is found by itself, and words as letters in a row. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
/** The same, each. */
const EACH_UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu

/** A text as the index is given it. */
export function searchedText(text: string): string {
  return UNSPACED.test(text) ? text.replaceAll(EACH_UNSPACED, ' $& ') : text
}

/** Letters and digits in a row, as the index cuts a text. */
const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu

/** A word, and where it stands in the text. */
export interface PlacedWord {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** The words of a text as the index sees them: without capitals and accents. */
export function placedWords(text: string): readonly PlacedWord[] {
  return [...text.matchAll(WORD)].flatMap(({ 0: found, index }) => {
    if (!UNSPACED.test(found)) {
      return [{ word: folded(found), start: index, end: index + found.length }]
    }
    return pieces(found, index)
  })
}

function pieces(found: string, at: number): PlacedWord[] {
  const placed: PlacedWord[] = []
  let run = ''
  let position = at
  const close = () => {
    if (run !== '') {
      placed.push({ word: folded(run), start: position - run.length, end: position })
    }
    run = ''
  }
  for (const letter of found) {
    if (UNSPACED.test(letter)) {
      close()
      placed.push({ word: folded(letter), start: position, end: position + letter.length })
    } else {
      run += letter
    }
    position += letter.length
  }
  close()
  return placed
}

/** Without capitals and accents. */
export function folded(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** What is looked for: words that stand together, each group somewhere in one message. */
export interface Wanted {
  /** Never empty. */
  readonly words: readonly string[]
  /** The last word may go on. */
  readonly isOpen: boolean
}

const MOST_GROUPS = 20

/** What a person's words ask for; empty where they hold no letter and no digit. “Quotes” keep words together. */
export function wantedIn(q: string): readonly Wanted[] {
  const groups: Wanted[] = []
  for (const { groups: found, index, 0: whole } of q.matchAll(
    /["“”„](?<phrase>[^"“”„]*)["“”„]?|(?<word>[^\s"“”„]+)/gu,
  )) {
    const words = placedWords(found?.['phrase'] ?? found?.['word'] ?? '').map(({ word }) => word)
    const isLast = index + whole.length === q.length && !/["“”„]$/u.test(whole)
    if (words.length > 0) {
      groups.push({ words, isOpen: isLast })
    }
  }
  return groups.slice(0, MOST_GROUPS)
}

/** The same for FTS5. Every word is quoted: nothing a person writes is an operator. */
export function matchQuery(wanted: readonly Wanted[]): string {
  return wanted.map(({ words, isOpen }) => `"${words.join(' ')}"${isOpen ? ' *' : ''}`).join(' AND ')
}

/** The characters of a text that fit, as [start, end); one that does not hold all that is looked for fits as far as it does. */
export function marksIn(text: string, wanted: readonly Wanted[]): readonly (readonly [number, number])[] {
  const placed = placedWords(text)
  const marks = wanted.flatMap((one) => marksOf(placed, one))
  return merged(marks.toSorted(([left], [right]) => left - right))
}

function marksOf(placed: readonly PlacedWord[], { words, isOpen }: Wanted): (readonly [number, number])[] {
  const marks: (readonly [number, number])[] = []
  const [first] = words
  for (const [at, { word, start }] of placed.entries()) {
    const isCandidate = word === first || (words.length === 1 && isOpen && word.startsWith(first ?? ''))
    if (
      isCandidate &&
      words.every((wanted, step) => fits(placed[at + step]?.word, wanted, isOpen && step === words.length - 1))
    ) {
      marks.push([start, placed[at + words.length - 1]?.end ?? start])
    }
  }
  return marks
}

function fits(word: string | undefined, wanted: string, isOpen: boolean): boolean {
  return word === wanted || (isOpen && word?.startsWith(wanted) === true)
}

function merged(marks: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const result: [number, number][] = []
  for (const [start, end] of marks) {
    const last = result.at(-1)
    if (last !== undefined && start < last[1]) {
      last[1] = Math.max(last[1], end)
    } else {
      result.push([start, end])
    }
  }
  return result
}
