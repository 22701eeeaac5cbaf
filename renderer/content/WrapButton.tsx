import { WrapText } from 'lucide-react'
import { IconButton } from '#renderer/ui/Button.tsx'
import * as words from './laterWords.ts'

/** Switches between long lines that scroll and long lines that are wrapped. */
export function WrapButton({ isWrapped, onChange }: { isWrapped: boolean; onChange: (isWrapped: boolean) => void }) {
  return (
    <IconButton label={words.wrapLines} aria-pressed={isWrapped} onClick={() => onChange(!isWrapped)}>
      <WrapText className={isWrapped ? 'size-4 text-accent' : 'size-4'} />
    </IconButton>
  )
}
