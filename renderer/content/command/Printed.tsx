import { Suspense } from 'react'
import { isForTerminal } from './printedText.ts'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { TextBlock } from '../lines/TextBlock.tsx'
import type { PrintedText } from './printedProps.ts'
import * as words from '#renderer/content/laterWords.ts'

const Screen = lazyComponent(async () => (await import('./Screen.tsx')).Screen)

/** The whole output of a program, rendered as a terminal does when it contains control characters. */
export function Printed(props: PrintedText) {
  const { text, label, first = 1, path = '' } = props
  return isForTerminal(text) ? (
    <Suspense fallback={<p className="h-10 text-muted">{words.opening}</p>}>
      <Screen {...props} />
    </Suspense>
  ) : (
    <TextBlock text={text} label={label} first={first} path={path} isLong />
  )
}
