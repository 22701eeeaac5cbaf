import { useState } from 'react'
import type { DiffLine } from './patch.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { WrapButton } from '../WrapButton.tsx'
import { LineTable } from './LineTable.tsx'
import type { LineOptions } from './LineView.tsx'

/** A line of this length fits into every box: nothing is to be wrapped. */
const FITS = 40

/** Lines in a box with a button that copies them, and one that wraps them where any is long. */
export function LineBlock(props: { lines: readonly DiffLine[]; label: string; copies: string; options: LineOptions }) {
  const { lines, label, copies } = props
  const [isWrapped, setWrapped] = useState(false)
  const options = { ...props.options, isWrapped }
  return (
    <div className="flex overflow-hidden rounded-control border border-line bg-raised">
      <div className={`min-w-0 flex-1 ${options.isLong === true ? 'thin-scroll max-h-96 overflow-y-auto' : ''}`}>
        <LineTable lines={lines} label={label} options={options} />
      </div>
      <div className="flex shrink-0 flex-col p-1">
        <CopyButton text={copies} />
        {lines.some(({ text }) => text.length > FITS) && <WrapButton isWrapped={isWrapped} onChange={setWrapped} />}
      </div>
    </div>
  )
}
