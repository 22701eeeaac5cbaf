import { useMemo, useState } from 'react'
import { LineChunk } from './LineChunk.tsx'
import { type LineOptions, LineView } from './LineView.tsx'
import type { DiffLine } from './patch.ts'
import { type PairRow, sideBySideRows } from './sideBySideRows.ts'
import * as words from '#renderer/content/laterWords.ts'

/** Rows in one chunk; chunks away from the viewport are not rendered. */
const CHUNK = 200

/** A diff in two columns: before and after, what belongs together in one row. Long lines are wrapped. */
export function SideBySide(props: { lines: readonly DiffLine[]; label: string; options: LineOptions }) {
  const { lines, label } = props
  const rows = useMemo(() => sideBySideRows(lines), [lines])
  const options = { ...props.options, isWrapped: true }
  const chunks = Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, at) =>
    rows.slice(at * CHUNK, (at + 1) * CHUNK),
  )
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={label}
      className="py-1 font-mono text-sm focus-visible:-outline-offset-2"
    >
      {chunks.map((chunk, index) => (
        <LineChunk
          key={index}
          rows={chunk.length}
          draw={() => chunk.map((row, at) => <Row key={at} row={row} options={options} />)}
        />
      ))}
    </div>
  )
}

function Row({ row, options }: { row: PairRow; options: LineOptions }) {
  const [isOpen, setOpen] = useState(false)
  if (row.kind === 'fold') {
    return isOpen ? (
      row.rows.map((one, index) => <Row key={index} row={one} options={options} />)
    ) : (
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="smooth block min-h-6 w-full bg-raised px-3 text-left text-xs text-muted touch:min-h-11 hover:text-text"
      >
        {words.unchangedLines(row.rows.length)}
      </button>
    )
  }
  return (
    <div className="grid grid-cols-2 divide-x divide-line">
      <Cell line={row.before} options={options} />
      <Cell line={row.after} options={options} />
    </div>
  )
}

function Cell({ line, options }: { line: DiffLine | null; options: LineOptions }) {
  return line === null ? (
    <div className="bg-raised" />
  ) : (
    <LineView row={{ kind: 'line', line, whole: line, offset: 0 }} options={options} />
  )
}
