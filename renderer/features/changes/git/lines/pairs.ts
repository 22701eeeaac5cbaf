import type { GitDiffLine } from '#shared/operations/git.ts'

/** A row of two columns, by positions of lines in a diff; or a gap over both. */
export type Pair =
  | { readonly kind: 'gap'; readonly at: number }
  | { readonly kind: 'pair'; readonly before: number | null; readonly after: number | null }

/** A diff as two columns: what was removed beside what came in its place. In linear time. */
export function pairsOf(lines: readonly GitDiffLine[]): readonly Pair[] {
  const pairs: Pair[] = []
  let removed: number[] = []
  let added: number[] = []
  const endChange = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) {
      pairs.push({ kind: 'pair', before: removed[at] ?? null, after: added[at] ?? null })
    }
    removed = []
    added = []
  }
  lines.forEach(({ kind }, at) => {
    if (kind === 'removed' || kind === 'added') {
      const side = kind === 'removed' ? removed : added
      side.push(at)
      return
    }
    endChange()
    pairs.push(kind === 'gap' ? { kind: 'gap', at } : { kind: 'pair', before: at, after: at })
  })
  endChange()
  return pairs
}

/** Whether a row of two columns has a line. */
export function hasLine(pair: Pair, at: number): boolean {
  return pair.kind === 'gap' ? pair.at === at : pair.before === at || pair.after === at
}
