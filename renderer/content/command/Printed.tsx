import { Suspense } from 'react'
import { isForTerminal } from './printedText.ts'
import { later } from '#renderer/ui/later.tsx'
import { TextBlock } from '../lines/TextBlock.tsx'
import type { PrintedText } from './printedProps.ts'

const Screen = later(async () => (await import('./Screen.tsx')).Screen)

/** What a program printed, whole: as a terminal shows it, where it was printed for one. */
export function Printed(props: PrintedText) {
  const { text, label, first = 1 } = props
  return isForTerminal(text) ? (
    <Suspense fallback={<p className="h-10 text-muted">Opening…</p>}>
      <Screen {...props} />
    </Suspense>
  ) : (
    <TextBlock text={text} label={label} first={first} isLong />
  )
}
