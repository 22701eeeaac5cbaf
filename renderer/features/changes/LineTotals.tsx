import * as words from './words.ts'

interface Counted {
  readonly additions: number | null
  readonly deletions: number | null
}

/** Lines that came and went; nothing where none of them is text. */
export function LineTotals({ files }: { files: readonly Counted[] }) {
  const texts = files.filter(({ additions }) => additions !== null)
  if (texts.length === 0) {
    return null
  }
  const additions = texts.reduce((sum, one) => sum + (one.additions ?? 0), 0)
  const deletions = texts.reduce((sum, one) => sum + (one.deletions ?? 0), 0)
  return (
    <span className="flex gap-1.5 font-mono text-sm whitespace-nowrap">
      <span className="text-good" aria-label={words.linesAdded(additions)}>
        +{additions}
      </span>
      <span className="text-bad" aria-label={words.linesRemoved(deletions)}>
        −{deletions}
      </span>
    </span>
  )
}
