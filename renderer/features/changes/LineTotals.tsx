import { classes } from '#renderer/ui/classes.ts'
import * as words from './words.ts'

interface Counted {
  readonly additions: number | null
  readonly deletions: number | null
}

/** Lines that came and went; nothing where none of them is text. `isInText`: within a line, as large as that. */
export function LineTotals({ files, isInText = false }: { files: readonly Counted[]; isInText?: boolean }) {
  const texts = files.filter(({ additions }) => additions !== null)
  if (texts.length === 0) {
    return null
  }
  const additions = texts.reduce((sum, one) => sum + (one.additions ?? 0), 0)
  const deletions = texts.reduce((sum, one) => sum + (one.deletions ?? 0), 0)
  return (
    <span className={classes('font-mono whitespace-nowrap', isInText ? 'space-x-1' : 'flex gap-1.5 text-sm')}>
      <span className="text-good" aria-label={words.linesAdded(additions)}>
        +{additions}
      </span>
      <span className="text-bad" aria-label={words.linesRemoved(deletions)}>
        −{deletions}
      </span>
    </span>
  )
}
