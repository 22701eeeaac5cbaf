/** The name that begins with `typed`, else the one that takes the fewest typing errors; the first one on a tie. */
export function nearestName(typed: string, names: readonly string[]): string {
  const small = typed.toLowerCase()
  const ranked = names.map((name) => ({ name, distance: name.startsWith(small) ? 0 : typingErrors(small, name) }))
  return ranked.toSorted((left, right) => left.distance - right.distance)[0]?.name ?? ''
}

/** Levenshtein's distance. */
function typingErrors(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [at, letter] of left.split('').entries()) {
    const next = [at + 1]
    for (const [column, other] of right.split('').entries()) {
      const change = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
