import { memo } from 'react'
import { Marked } from '#renderer/ui/Marked.tsx'
import type { CodeLine } from './colourRuns.ts'

/** A whole text, its beginning in the colours of `lines`. */
export function ColouredCode({ text, lines }: { text: string; lines: readonly CodeLine[] | null }) {
  if (lines === null) {
    return <Marked text={text} code />
  }
  const coloured = lines.reduce((sum, line) => sum + line.reduce((length, run) => length + run.text.length, 1), 0)
  return (
    <>
      <Lines lines={lines} />
      {/* The last line of a whole text ends without a line break. */}
      {coloured < text.length && <Marked text={text.slice(coloured)} code />}
    </>
  )
}

/** Drawn again only when the colours changed, not with each word that a text grows by. */
const Lines = memo(function Lines({ lines }: { lines: readonly CodeLine[] }) {
  return lines.map((line, index) => (
    <span key={index}>
      <CodeRuns line={line} />
      {'\n'}
    </span>
  ))
})

/** The runs of a line. */
export function CodeRuns({ line }: { line: CodeLine }) {
  return line.map(({ text, tone }, index) =>
    tone === null ? (
      <Marked key={index} text={text} code />
    ) : (
      <span key={index} className={`code-${tone}`}>
        <Marked text={text} code />
      </span>
    ),
  )
}
