import { useCallback, useMemo, useState } from 'react'
import { lineRows, type LineRow, expandedRows } from './lineRows.ts'
import type { DiffLine } from './patch.ts'
import { LineChunk } from './LineChunk.tsx'
import { type LineOptions, LineView } from './LineView.tsx'
import { EndMarker, useUnseenWhileClosed } from '../Seen.tsx'
import * as words from '#renderer/content/laterWords.ts'

/** How many lines of a long text are shown before it is expanded. */
const SHORT = 14
/** A few more than that are not worth a button. */
const NEARLY_SHORT = 20
/** Rows in one chunk; chunks away from the viewport are not rendered. */
const CHUNK = 200

/**
 * Lines of code: complete, rendered near the viewport only. Scrolls sideways, unless they are wrapped; its container
 * limits the height.
 */
export function LineTable({
  lines,
  label,
  options = {},
}: {
  lines: readonly DiffLine[]
  label: string
  options?: LineOptions
}) {
  const rows = useMemo(() => lineRows(lines), [lines])
  const [isOpen, setOpen] = useState(options.isLong === true)
  const isClosed = !isOpen && rows.length > NEARLY_SHORT
  const open = useCallback(() => setOpen(true), [])
  useUnseenWhileClosed(isClosed, open)
  const shown = isClosed ? rows.slice(0, SHORT) : rows
  return (
    <>
      <div
        tabIndex={0}
        role="group"
        aria-label={label}
        className="thin-scroll overflow-x-auto py-1 font-mono text-sm focus-visible:-outline-offset-2"
      >
        <div
          dir="ltr"
          className={`relative ${options.isWrapped === true ? 'w-full' : 'w-fit min-w-full'}`}
          style={options.isWrapped === true ? undefined : widthOf(shown)}
        >
          <Rows rows={shown} options={options} />
          {/* Ends of their own once it is open: what was seen of the short text is not the end of the whole. */}
          <EndMarker key={`right ${isClosed}`} edge="right" />
          <EndMarker key={`bottom ${isClosed}`} edge="bottom" />
        </div>
      </div>
      {isClosed && (
        <button
          type="button"
          onClick={open}
          className="smooth block min-h-9 w-full border-t border-line px-3 text-left text-xs text-accent touch:min-h-11 hover:bg-raised"
        >
          {words.showAllLines(lines.length)}
        </button>
      )}
    </>
  )
}

/** Rows, in chunks when they are many. */
function Rows({ rows, options }: { rows: readonly LineRow[]; options: LineOptions }) {
  const row = (one: LineRow, index: number) =>
    one.kind === 'line' ? (
      <LineView key={index} row={one} options={options} />
    ) : (
      <CollapsedLines key={index} description={one.description} lines={one.lines} options={options} />
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

/** Collapsed lines, described and expandable. */
function CollapsedLines({
  description,
  lines,
  options,
}: {
  description: string
  lines: readonly DiffLine[]
  options: LineOptions
}) {
  const [isOpen, setOpen] = useState(false)
  return isOpen ? (
    <Rows rows={expandedRows(lines)} options={options} />
  ) : (
    <button
      type="button"
      onClick={() => setOpen(true)}
      className="smooth block min-h-6 w-full bg-raised px-3 text-left text-xs text-muted touch:min-h-11 hover:text-text"
    >
      {description}
    </button>
  )
}

/** The width of the longest line, when not every line is rendered: the right edge must not move while scrolling. */
function widthOf(rows: readonly LineRow[]) {
  if (rows.length <= CHUNK) {
    return undefined
  }
  const longest = rows.reduce((most, row) => (row.kind === 'line' ? Math.max(most, row.line.text.length) : most), 0)
  return { minWidth: words.longestCh(longest + 10) }
}
