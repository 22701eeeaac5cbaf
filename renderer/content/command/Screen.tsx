import { useEffect, useMemo, useState } from 'react'
import { cutRuns } from '../code/colourRuns.ts'
import { numbered } from '../lines/patch.ts'
import { lineText, type PrintedLine, type PrintedStyle } from './printedText.ts'
import { classes } from '#renderer/ui/classes.ts'
import { LineBlock } from '../lines/LineBlock.tsx'
import type { LineOptions } from '../lines/LineView.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import type { PrintedText } from './printedProps.ts'
import { printedLines } from './printedLines.ts'
import * as words from '#renderer/content/laterWords.ts'

/** Output that contains control characters, rendered as in a terminal with the page's colours. */
export function Screen({ text, label, first = 1, copies }: PrintedText) {
  const printed = usePrintedLines(text)
  const shown = useMemo(() => (printed ?? []).map(lineText).join('\n'), [printed])
  const lines = useMemo(() => numbered('same', shown, first), [shown, first])
  const options = useMemo(() => lineOptions(printed ?? [], first), [printed, first])
  return printed === null ? (
    <p className="h-10 text-muted">{words.opening}</p>
  ) : (
    <LineBlock lines={lines} label={label} copies={copies ?? shown} options={options} />
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

function lineOptions(printed: readonly PrintedLine[], first: number): LineOptions {
  return {
    isLong: true,
    renderText: (text, whole, offset) => {
      const runs = cutRuns(printed[(whole.number ?? first) - first] ?? [], offset, offset + text.length)
      return runs.map((run, index) => (
        <span key={index} className={classOf(run.style)}>
          <Marked text={run.text} code />
        </span>
      ))
    },
  }
}

function classOf({ colour, isBold, isItalic, isUnderlined, isStruck }: PrintedStyle): string {
  return classes(
    colour !== null && `printed-${colour}`,
    isBold && 'font-semibold',
    isItalic && 'italic',
    isUnderlined && 'underline',
    isStruck && 'line-through',
  )
}
