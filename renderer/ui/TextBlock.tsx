import { useMemo } from 'react'
import { numbered } from '#renderer/words/patch.ts'
import { CopyButton } from './CopyButton.tsx'
import { LineTable } from './LineTable.tsx'

const short = {}
const long = { isLong: true }

/**
 * Text as lines with their numbers, whole. `isLong`: in its full length from the start, inside a box that scrolls.
 * What is copied has no numbers.
 */
export function TextBlock(props: { text: string; label: string; first?: number; isLong?: boolean }) {
  const { text, label, first = 1, isLong = false } = props
  const lines = useMemo(() => numbered('same', text, first), [text, first])
  return (
    <div className="flex overflow-hidden rounded-control border border-line bg-raised">
      <div className={`min-w-0 flex-1 ${isLong ? 'quiet-scroll max-h-96 overflow-y-auto' : ''}`}>
        <LineTable lines={lines} label={label} look={isLong ? long : short} />
      </div>
      <div className="shrink-0 p-1">
        <CopyButton text={text} />
      </div>
    </div>
  )
}
