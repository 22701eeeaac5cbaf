import type { DiffLine } from './patch.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { LineTable } from './LineTable.tsx'
import type { LineOptions } from './LineView.tsx'

/** Lines in a box with a copy button. */
export function LineBlock(props: { lines: readonly DiffLine[]; label: string; copies: string; options: LineOptions }) {
  const { lines, label, copies, options } = props
  return (
    <div className="flex overflow-hidden rounded-control border border-line bg-raised">
      <div className={`min-w-0 flex-1 ${options.isLong === true ? 'thin-scroll max-h-96 overflow-y-auto' : ''}`}>
        <LineTable lines={lines} label={label} options={options} />
      </div>
      <div className="shrink-0 p-1">
        <CopyButton text={copies} />
      </div>
    </div>
  )
}
