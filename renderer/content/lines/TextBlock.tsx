import { useMemo } from 'react'
import { numbered } from './patch.ts'
import { LineBlock } from './LineBlock.tsx'

/**
 * Text as numbered lines, complete. `isLong`: expanded from the start, inside a scrolling box. Copying leaves the
 * numbers out.
 */
export function TextBlock(props: { text: string; label: string; first?: number; isLong?: boolean }) {
  const { text, label, first = 1, isLong = false } = props
  const lines = useMemo(() => numbered('same', text, first), [text, first])
  return <LineBlock lines={lines} label={label} copies={text} options={isLong ? long : short} />
}

const short = {}
const long = { isLong: true }
