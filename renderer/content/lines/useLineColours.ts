import { type ReactNode, createElement, useMemo } from 'react'
import { Marked } from '#renderer/ui/Marked.tsx'
import type { DiffLine } from './patch.ts'
import { CodeRuns } from '../code/ColouredCode.tsx'
import { type CodeLine, cutRuns } from '../code/colourRuns.ts'
import { type MarkedRange, cutAtMarks, wordMarks } from './wordMarks.ts'
import { useColours } from '../code/useColours.ts'

type RenderText = (text: string, whole: DiffLine, offset: number) => ReactNode

/**
 * Renders lines in the colours of the file at `path`, and marks what changed within them. Removed lines are read as part
 * of the old file, all others as part of the new one. undefined where there is neither: the lines are plain.
 */
export function useLineColours(lines: readonly DiffLine[], path: string): RenderText | undefined {
  const sides = useMemo(() => ({ old: sideOf(lines, 'added'), fresh: sideOf(lines, 'removed') }), [lines])
  const marks = useMemo(() => wordMarks(lines), [lines])
  const fresh = useColours(sides.fresh.text, path)
  const old = useColours(sides.old.text, path)
  return useMemo(() => {
    const colours = new Map<DiffLine, CodeLine>()
    addColours(colours, sides.old.lines, old)
    addColours(colours, sides.fresh.lines, fresh)
    return colours.size === 0 && marks.size === 0
      ? undefined
      : (text, whole, offset) => pieces({ line: colours.get(whole), text, offset }, whole, marks.get(whole) ?? [])
  }, [sides, fresh, old, marks])
}

interface Side {
  readonly lines: readonly DiffLine[]
  readonly text: string
}

/** What one of the two files has of the lines; only when both differ is there an old one. */
function sideOf(lines: readonly DiffLine[], without: 'added' | 'removed'): Side {
  if (without === 'added' && !lines.some(({ kind }) => kind === 'removed')) {
    return { lines: [], text: '' }
  }
  const mine = lines.filter(({ kind }) => kind !== without)
  return { lines: mine, text: mine.map(({ kind, text }) => (kind === 'gap' ? '' : text)).join('\n') }
}

function addColours(
  colours: Map<DiffLine, CodeLine>,
  lines: readonly DiffLine[],
  coloured: readonly CodeLine[] | null,
): void {
  lines.forEach((line, index) => {
    const runs = line.kind === 'gap' ? undefined : coloured?.[index]
    if (runs !== undefined) {
      colours.set(line, runs)
    }
  })
}

interface Drawn {
  readonly line: CodeLine | undefined
  readonly text: string
  readonly offset: number
}

/** A line with its changed words on a ground of their own. */
function pieces(part: Drawn, { kind }: DiffLine, marks: readonly MarkedRange[]): ReactNode {
  if (marks.length === 0) {
    return drawn(part)
  }
  const { line, text, offset } = part
  return cutAtMarks(text, offset, marks).map(({ start, end, isMarked }) => {
    const piece = drawn({ line, text: text.slice(start, end), offset: offset + start })
    const className = kind === 'removed' ? 'bg-bad/20' : 'bg-good/25'
    return createElement('span', { key: start, ...(isMarked ? { className, 'data-changed': '' } : {}) }, piece)
  })
}

function drawn({ line, text, offset }: Drawn): ReactNode {
  return line === undefined
    ? createElement(Marked, { text, code: true })
    : createElement(CodeRuns, { line: cutRuns(line, offset, offset + text.length) })
}
