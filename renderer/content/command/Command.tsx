import { useMemo } from 'react'
import { commandSegments, type TextRange } from './commandPieces.ts'
import { type DiffLine, numbered } from '../lines/patch.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { LineTable } from '../lines/LineTable.tsx'
import type { LineOptions } from '../lines/LineView.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from '#renderer/content/laterWords.ts'

/** A complete command: wrapped between its parts only, with dangers highlighted. */
export function Command({ command, dangers = none }: { command: string; dangers?: readonly TextRange[] }) {
  const lines = useMemo(() => numbered('same', command), [command])
  const options = useMemo(() => lineOptions(lines, dangers), [lines, dangers])
  return (
    <div className="overflow-hidden rounded-control border border-line bg-raised">
      <div className="flex items-center justify-between border-b border-line pl-3 text-xs text-muted">
        {lines.length > 1 ? words.commandLines(lines.length) : words.command}
        <CopyButton text={command} label={words.copyTheCommand} />
      </div>
      <LineTable lines={lines} label={words.command} options={options} />
    </div>
  )
}

const none: readonly TextRange[] = []

function lineOptions(lines: readonly DiffLine[], dangers: readonly TextRange[]): LineOptions {
  const starts: number[] = []
  lines.reduce((start, line) => {
    starts.push(start)
    return start + line.text.length + 1
  }, 0)
  return {
    breaks: true,
    ...(lines.length === 1 ? { gutter: '$' } : {}),
    renderText: (text, whole, offset) => {
      const from = (starts[(whole.number ?? 1) - 1] ?? 0) + offset
      const mine = dangers.map(({ start, end }) => ({ start: start - from, end: end - from }))
      return <Segments line={text} dangers={mine.filter(({ start, end }) => end > 0 && start < text.length)} />
    },
  }
}

function Segments({ line, dangers }: { line: string; dangers: readonly TextRange[] }) {
  return commandSegments(line, dangers).map((segment, index) => (
    <span key={index} className="inline-block whitespace-pre">
      {segment.map(({ text, isMarked }, piece) =>
        isMarked ? (
          <mark key={piece} className="rounded-sm bg-bad-word text-text">
            <Marked text={text} code />
          </mark>
        ) : (
          <Marked key={piece} text={text} code />
        ),
      )}
    </span>
  ))
}
