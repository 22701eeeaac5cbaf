import { diffArrays } from 'diff'

/** More edits than this are counted line by line, without their order: the search is quadratic in them. */
const MAX_EDITS = 500
const MAX_LINES = 50_000

export interface LineCounts {
  readonly additions: number
  readonly deletions: number
}

/** Lines that come and lines that go; null where one of them is no text. A file that is not there has no lines. */
export function lineCounts(before: Uint8Array | null, after: Uint8Array | null): LineCounts | null {
  const [old, fresh] = [linesOf(before), linesOf(after)]
  if (old === null || fresh === null) {
    return null
  }
  if (old.length === 0 || fresh.length === 0) {
    return { additions: fresh.length, deletions: old.length }
  }
  const isSmall = old.length + fresh.length <= MAX_LINES
  const changes = isSmall ? diffArrays(old, fresh, { maxEditLength: MAX_EDITS }) : undefined
  return changes === undefined
    ? unordered(old, fresh)
    : {
        additions: sum(changes.filter(({ added }) => added)),
        deletions: sum(changes.filter(({ removed }) => removed)),
      }
}

function sum(changes: readonly { readonly value: readonly string[] }[]): number {
  return changes.reduce((total, { value }) => total + value.length, 0)
}

/** Every line that only one of them has, however they lie. */
function unordered(old: readonly string[], fresh: readonly string[]): LineCounts {
  const left = new Map<string, number>()
  old.forEach((line) => left.set(line, (left.get(line) ?? 0) + 1))
  let additions = 0
  for (const line of fresh) {
    const count = left.get(line) ?? 0
    if (count > 0) {
      left.set(line, count - 1)
    } else {
      additions += 1
    }
  }
  return { additions, deletions: old.length - (fresh.length - additions) }
}

/** null: no text. */
function linesOf(bytes: Uint8Array | null): string[] | null {
  if (bytes === null || bytes.length === 0) {
    return []
  }
  if (bytes.includes(0)) {
    return null
  }
  const lines = Buffer.from(bytes).toString('utf8').split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
