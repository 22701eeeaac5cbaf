import type { DiffLine } from './patch.ts'

/** A row of two columns, or a run of unchanged ones that is folded. */
export type PairRow =
  | { readonly kind: 'pair'; readonly before: DiffLine | null; readonly after: DiffLine | null }
  | { readonly kind: 'fold'; readonly rows: readonly PairRow[] }

/** Unchanged lines shown around a change; fewer than that many between are not folded. */
const CONTEXT = 3
const MANY = 4

/** A diff as two columns: removed lines beside those that came in their place. In linear time. */
export function sideBySideRows(lines: readonly DiffLine[]): readonly PairRow[] {
  const rows: PairRow[] = []
  let removed: DiffLine[] = []
  let added: DiffLine[] = []
  let same: PairRow[] = []
  const endChange = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) {
      rows.push({ kind: 'pair', before: removed[at] ?? null, after: added[at] ?? null })
    }
    removed = []
    added = []
  }
  const endSame = (isLast: boolean) => {
    rows.push(...folded(same, { head: rows.length === 0 ? 0 : CONTEXT, tail: isLast ? 0 : CONTEXT }))
    same = []
  }
  for (const line of lines) {
    if (line.kind === 'removed' || line.kind === 'added') {
      if (same.length > 0) {
        endSame(false)
      }
      const side = line.kind === 'removed' ? removed : added
      side.push(line)
    } else {
      endChange()
      same.push({ kind: 'pair', before: line, after: line })
    }
  }
  endChange()
  endSame(true)
  return rows
}

function folded(same: readonly PairRow[], { head, tail }: { readonly head: number; readonly tail: number }): PairRow[] {
  const between = same.slice(head, Math.max(head, same.length - tail))
  return between.length < MANY
    ? [...same]
    : [...same.slice(0, head), { kind: 'fold', rows: between }, ...same.slice(same.length - tail)]
}
