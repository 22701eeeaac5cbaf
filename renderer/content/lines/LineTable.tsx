import { useCallback, useMemo, useState } from 'react'
import { lineRows, type LineRow, unfolded } from './lineRows.ts'
import { count } from '#renderer/format/numbers.ts'
import type { DiffLine } from './patch.ts'
import { LineChunk } from './LineChunk.tsx'
import { type LineLook, LineView } from './LineView.tsx'
import { End, useClosedPart } from '../Seen.tsx'

/** What is drawn of more lines until somebody wants all of them. */
const SHORT = 14
/** A few more than that are not worth a button. */
const NEARLY_SHORT = 20
/** Drawn at once; of the rest what is near the window. */
const CHUNK = 200

/**
 * Lines of code as they are: never wrapped, whole however many, drawn where somebody looks. Scrolls sideways; whoever
 * uses it gives it the height.
 */
export function LineTable({ lines, label, look = {} }: { lines: readonly DiffLine[]; label: string; look?: LineLook }) {
  const rows = useMemo(() => lineRows(lines), [lines])
  const [isOpen, setOpen] = useState(look.isLong === true)
  const isClosed = !isOpen && rows.length > NEARLY_SHORT
  const open = useCallback(() => setOpen(true), [])
  useClosedPart(isClosed, open)
  const shown = isClosed ? rows.slice(0, SHORT) : rows
  return (
    <>
      <div
        tabIndex={0}
        role="group"
        aria-label={label}
        className="quiet-scroll overflow-x-auto py-1 font-mono text-sm focus-visible:-outline-offset-2"
      >
        <div dir="ltr" className="relative w-fit min-w-full" style={widthOf(shown)}>
          <Rows rows={shown} look={look} />
          {/* Ends of their own once it is open: what was seen of the short text is not the end of the whole. */}
          <End key={`right ${isClosed}`} edge="right" />
          <End key={`bottom ${isClosed}`} edge="bottom" />
        </div>
      </div>
      {isClosed && (
        <button
          type="button"
          onClick={open}
          className="eases block min-h-9 w-full border-t border-line px-3 text-left text-xs text-accent touch:min-h-11 hover:bg-raised"
        >
          Show all {count(lines.length, 'line')}
        </button>
      )}
    </>
  )
}

/** Rows, in chunks when they are many. */
function Rows({ rows, look }: { rows: readonly LineRow[]; look: LineLook }) {
  const row = (one: LineRow, index: number) =>
    one.kind === 'line' ? (
      <LineView key={index} row={one} look={look} />
    ) : (
      <FoldedLines key={index} words={one.words} lines={one.lines} look={look} />
    )
  if (rows.length <= CHUNK) {
    return rows.map(row)
  }
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, chunk) => {
    const from = chunk * CHUNK
    const mine = rows.slice(from, from + CHUNK)
    return <LineChunk key={chunk} rows={mine.length} draw={() => mine.map((one, index) => row(one, from + index))} />
  })
}

/** Lines that are told by what they are, and shown on demand. */
function FoldedLines({ words, lines, look }: { words: string; lines: readonly DiffLine[]; look: LineLook }) {
  const [isOpen, setOpen] = useState(false)
  return isOpen ? (
    <Rows rows={unfolded(lines)} look={look} />
  ) : (
    <button
      type="button"
      onClick={() => setOpen(true)}
      className="eases block min-h-6 w-full bg-raised px-3 text-left text-xs text-muted touch:min-h-11 hover:text-text"
    >
      {words}
    </button>
  )
}

/** As wide as the widest line, where not every line is drawn: the right edge must not move while one scrolls. */
function widthOf(rows: readonly LineRow[]) {
  if (rows.length <= CHUNK) {
    return undefined
  }
  const longest = rows.reduce((most, row) => (row.kind === 'line' ? Math.max(most, row.line.text.length) : most), 0)
  return { minWidth: `${longest + 10}ch` }
}
