import { useMemo } from 'react'
import { numbered } from './patch.ts'
import { LineBlock } from './LineBlock.tsx'
import { useLineColours } from './useLineColours.ts'

/**
 * Text as numbered lines, complete. `isLong`: expanded from the start, inside a scrolling box. Copying leaves the
 * numbers out. `path`: of the file that it is, which gives it colours.
 */
export function TextBlock(props: { text: string; label: string; first?: number; isLong?: boolean; path?: string }) {
  const { text, label, first = 1, isLong = false, path = '' } = props
  const lines = useMemo(() => numbered('same', text, first), [text, first])
  const renderText = useLineColours(lines, path)
  const options = isLong ? long : short
  return (
    <LineBlock
      lines={lines}
      label={label}
      copies={text}
      options={renderText === undefined ? options : { ...options, renderText }}
    />
  )
}

const short = {}
const long = { isLong: true }
