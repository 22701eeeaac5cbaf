import type { DiffLine } from './patch.ts'
import { LineTable } from './LineTable.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'

/** A diff as lines with their signs, whole: before it is approved and after the same. */
export function Diff({ lines, path }: { lines: readonly DiffLine[]; path: string }) {
  return (
    <div className="overflow-hidden rounded-control border border-line bg-surface">
      <div dir="ltr" className="border-b border-line px-3 py-1.5 font-mono text-xs [overflow-wrap:anywhere] text-muted">
        <Marked text={path} code />
      </div>
      <LineTable
        lines={lines}
        label={`Changes in ${path}`}
        look={lines.some(({ number }) => number !== null) ? look : unnumbered}
      />
    </div>
  )
}

const look = { signs: true }
/** Where the lines stand is not known: no room is kept for their numbers. */
const unnumbered = { signs: true, gutter: '' }
