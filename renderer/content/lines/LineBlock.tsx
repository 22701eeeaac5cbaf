import type { DiffLine } from './patch.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { LineTable } from './LineTable.tsx'
import type { LineLook } from './LineView.tsx'

/** Lines in a box, beside the button that copies them. */
export function LineBlock(props: { lines: readonly DiffLine[]; label: string; copies: string; look: LineLook }) {
  const { lines, label, copies, look } = props
  return (
    <div className="flex overflow-hidden rounded-control border border-line bg-raised">
      <div className={`min-w-0 flex-1 ${look.isLong === true ? 'quiet-scroll max-h-96 overflow-y-auto' : ''}`}>
        <LineTable lines={lines} label={label} look={look} />
      </div>
      <div className="shrink-0 p-1">
        <CopyButton text={copies} />
      </div>
    </div>
  )
}
