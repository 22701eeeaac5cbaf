import { useMemo } from 'react'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { screenText } from './screen/screenText.ts'
import type { TerminalScreen } from './screen/terminalScreen.ts'
import * as words from './words.ts'

/** The last lines of a terminal as text that a finger can select, as they were when it was opened. */
export function SelectText({ screen, onClose }: { screen: TerminalScreen; onClose: () => void }) {
  const text = useMemo(() => screenText(screen.terminal), [screen])
  return (
    <Dialog title={words.selectText} isWide onClose={onClose}>
      <pre
        tabIndex={0}
        dir="ltr"
        // The newest stands at the end.
        ref={(shown) => shown?.scrollTo(0, shown.scrollHeight)}
        className="max-h-[60vh] overflow-auto rounded-control bg-raised p-3 font-mono text-xs whitespace-pre-wrap select-text"
      >
        {text}
      </pre>
      <div className="mt-4 flex justify-end gap-2">
        <CopyButton text={text} label={words.copyAll} />
        <Button onClick={onClose}>{words.done}</Button>
      </div>
    </Dialog>
  )
}
