/** What a part of a program is, as far as it has a colour. */
export type CodeTone = 'keyword' | 'string' | 'name' | 'number' | 'comment'

/** A part of a line in one colour; null: the colour of text. */
export interface CodeRun {
  readonly text: string
  readonly tone: CodeTone | null
}

/** One line, without its line break; its runs joined are the line. */
export type CodeLine = readonly CodeRun[]

/** A part of a text with a colour, in UTF-16 units. In order, none over another. */
export interface ToneRange {
  readonly start: number
  readonly end: number
  readonly tone: CodeTone
}

/** The lines of a text in their colours. Linear. */
export function linesInColour(text: string, ranges: readonly ToneRange[]): readonly CodeLine[] {
  let start = 0
  let next = 0
  return text.split('\n').map((line) => {
    const runs: CodeRun[] = []
    const end = start + line.length
    let done = start
    const add = (to: number, tone: CodeTone | null) => {
      if (to > done) {
        runs.push({ text: text.slice(done, to), tone })
        done = to
      }
    }
    for (let range = ranges[next]; range !== undefined && range.start < end; range = ranges[next]) {
      add(Math.min(range.start, end), null)
      add(Math.min(range.end, end), range.tone)
      if (range.end > end) {
        break
      }
      next += 1
    }
    add(end, null)
    start = end + 1
    return runs
  })
}

/** The part of a line between two of its characters. */
export function cutRuns<R extends { readonly text: string }>(line: readonly R[], from: number, to: number): R[] {
  let start = 0
  return line.flatMap((run) => {
    const text = run.text.slice(Math.max(from - start, 0), Math.max(to - start, 0))
    start += run.text.length
    return text === '' ? [] : [{ ...run, text }]
  })
}
