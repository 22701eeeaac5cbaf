import { useMemo } from 'react'
import { numbered } from './patch.ts'
import { LineBlock } from './LineBlock.tsx'

/**
 * Text as lines with their numbers, whole. `isLong`: in its full length from the start, inside a box that scrolls.
 * What is copied has no numbers.
 */
export function TextBlock(props: { text: string; label: string; first?: number; isLong?: boolean }) {
  const { text, label, first = 1, isLong = false } = props
  const lines = useMemo(() => numbered('same', text, first), [text, first])
  return <LineBlock lines={lines} label={label} copies={text} look={isLong ? long : short} />
}

const short = {}
const long = { isLong: true }
