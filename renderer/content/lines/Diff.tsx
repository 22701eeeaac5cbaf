import type { DiffLine } from './patch.ts'
import { LineTable } from './LineTable.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'

/** A complete diff with signs, the same before and after approval. */
export function Diff({ lines, path }: { lines: readonly DiffLine[]; path: string }) {
  return (
    <div className="overflow-hidden rounded-control border border-line bg-surface">
      <div dir="ltr" className="border-b border-line px-3 py-1.5 font-mono text-xs [overflow-wrap:anywhere] text-muted">
        <Marked text={path} code />
      </div>
      <LineTable
        lines={lines}
        label={`Changes in ${path}`}
        options={lines.some(({ number }) => number !== null) ? options : unnumbered}
      />
    </div>
  )
}

const options = { signs: true }
/** Without line numbers there is no gutter. */
const unnumbered = { signs: true, gutter: '' }
