import { type ClipboardEvent, type DragEvent, useMemo } from 'react'
import { attaching, type Attaching } from '#renderer/state/writing/attachments.ts'
import { showToast } from '#renderer/state/toasts.ts'
import { useStore } from '#renderer/state/store.ts'
import * as words from '../words.ts'

/** A paste of this many characters is a file, not a message. */
const LONG_PASTE = 10_000

/** The files of the next message, and what takes them: a paste, a drop, a choice. */
export function useAttaching(target: Attaching['target']): {
  readonly files: readonly Attaching[]
  readonly attach: (files: readonly File[]) => void
  readonly onPaste: (event: ClipboardEvent) => void
  readonly onDrop: (event: DragEvent) => void
} {
  const all = useStore(attaching, (value) => value)
  const files = useMemo(() => all.filter((one) => one.target === target), [all, target])
  return {
    files,
    attach: (chosen) => attachLater(target, chosen),
    onPaste: (event) => {
      const text = event.clipboardData.getData('text/plain')
      const pasted = text === '' ? [...event.clipboardData.files] : []
      if (pasted.length > 0 || text.length > LONG_PASTE) {
        event.preventDefault()
        attachLater(target, pasted.length > 0 ? pasted : text)
      }
    },
    onDrop: (event) => {
      if (event.dataTransfer.files.length > 0) {
        event.preventDefault()
        attachLater(target, [...event.dataTransfer.files])
      }
    },
  }
}

/** Most messages carry nothing: the code comes with the first file. */
function attachLater(target: Attaching['target'], what: readonly File[] | string): void {
  import('./attach.ts').then(
    ({ attachFiles, attachText }) => (typeof what === 'string' ? attachText(target, what) : attachFiles(target, what)),
    () => showToast(words.thisPartOfThePage),
  )
}
