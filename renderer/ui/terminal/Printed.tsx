import { Suspense } from 'react'
import { isForTerminal } from '#renderer/words/printedText.ts'
import { later } from '../later.tsx'
import { TextBlock } from '../TextBlock.tsx'

const Screen = later(async () => (await import('./Screen.tsx')).Screen)

export interface PrintedText {
  readonly text: string
  readonly label: string
  /** The number of its first line. */
  readonly first?: number
  /** What is copied; unless told: what is shown. */
  readonly copies?: string
}

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
