import { Fragment } from 'react'
import { isPlain, markedRuns, type TextRun, withMarks } from '#shared/text/hiddenCharacters.ts'
import * as words from './words.ts'

/**
 * A text with hidden characters shown as marks, `‹RLO›`; selecting and copying yields the original. Text that could
 * reorder its surroundings is isolated. `code`: runs of right-to-left letters are isolated too, so that nothing is
 * reordered. Other prose is not wrapped in `bdi`: its container takes its direction from the text.
 */
export function Marked({ text, code = false }: { text: string; code?: boolean }) {
  if (isPlain(text)) {
    return text
  }
  const runs = markedRuns(text)
  const drawnRuns = runs.map((run, index) => <Fragment key={index}>{drawn(run, code)}</Fragment>)
  return code || runs.some(canReorder) ? <bdi>{drawnRuns}</bdi> : drawnRuns
}

function canReorder(run: TextRun): boolean {
  return run.kind === 'rest' || (run.kind === 'hidden' && run.why === 'reorders')
}

function drawn(run: TextRun, isCode: boolean) {
  switch (run.kind) {
    case 'plain':
      return run.text
    case 'rest':
      return withMarks(run.text)
    case 'rtl':
      return isCode ? <bdi>{run.text}</bdi> : run.text
    case 'hidden':
    case 'blanks':
      return (
        <span className="hidden-mark" data-mark={run.mark} title={titleOf(run)}>
          <span>{run.text}</span>
        </span>
      )
  }
}

function titleOf(run: Extract<TextRun, { kind: 'hidden' | 'blanks' }>): string {
  if (run.kind === 'blanks') {
    return words.inARow(run.mark)
  }
  const code = (run.text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return words.characterThat[run.why](`U+${code}`)
}
