import { useEffect, useMemo, useState } from 'react'
import { numbered } from '../lines/patch.ts'
import { lineText, type PrintedLine, type PrintedLook } from './printedText.ts'
import { classes } from '#renderer/ui/classes.ts'
import { LineBlock } from '../lines/LineBlock.tsx'
import type { LineLook } from '../lines/LineView.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import type { PrintedText } from './printedProps.ts'
import { printedLines } from './printedLines.ts'

/** A text that was printed for a terminal, as it looks there: its colours as ours. */
export function Screen({ text, label, first = 1, copies }: PrintedText) {
  const printed = usePrintedLines(text)
  const shown = useMemo(() => (printed ?? []).map(lineText).join('\n'), [printed])
  const lines = useMemo(() => numbered('same', shown, first), [shown, first])
  const look = useMemo(() => lookOf(printed ?? [], first), [printed, first])
  return printed === null ? (
    <p className="h-10 text-muted">Opening…</p>
  ) : (
    <LineBlock lines={lines} label={label} copies={copies ?? shown} look={look} />
  )
}

function usePrintedLines(text: string): readonly PrintedLine[] | null {
  const [read, setRead] = useState<{ text: string; lines: readonly PrintedLine[] } | null>(null)
  useEffect(() => {
    let isWanted = true
    void printedLines(text).then((lines) => isWanted && setRead({ text, lines }))
    return () => {
      isWanted = false
    }
  }, [text])
  return read?.text === text ? read.lines : null
}

function lookOf(printed: readonly PrintedLine[], first: number): LineLook {
  return {
    isLong: true,
    renderText: (text, whole, offset) => {
      const runs = cut(printed[(whole.number ?? first) - first] ?? [], offset, offset + text.length)
      return runs.map((run, index) => (
        <span key={index} className={classOf(run.look)}>
          <Marked text={run.text} code />
        </span>
      ))
    },
  }
}

/** The part of a line between two of its characters. */
function cut(line: PrintedLine, from: number, to: number): PrintedLine {
  let start = 0
  return line.flatMap(({ text, look }) => {
    const mine = text.slice(Math.max(from - start, 0), Math.max(to - start, 0))
    start += text.length
    return mine === '' ? [] : [{ text: mine, look }]
  })
}

function classOf({ colour, isBold, isItalic, isUnderlined, isStruck }: PrintedLook): string {
  return classes(
    colour !== null && `printed-${colour}`,
    isBold && 'font-semibold',
    isItalic && 'italic',
    isUnderlined && 'underline',
    isStruck && 'line-through',
  )
}
