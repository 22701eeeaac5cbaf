import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import * as words from './laterWords.ts'

/** A picture as large as the window allows, or in its own size, which scrolls. `children` draws it in either. */
export function EnlargedDialog(props: {
  title: string
  onClose: () => void
  children: (isOwnSize: boolean) => ReactNode
}) {
  const { title, onClose, children } = props
  const [isOwnSize, setOwnSize] = useState(false)
  return (
    <Dialog title={title} isWide onClose={onClose}>
      <div tabIndex={0} role="group" aria-label={title} className="thin-scroll max-h-[75dvh] overflow-auto">
        {children(isOwnSize)}
      </div>
      <div className="mt-3 flex justify-end gap-2">
        <Button onClick={() => setOwnSize(!isOwnSize)}>
          {isOwnSize ? words.fitToTheWindow : words.showInItsOwnSize}
        </Button>
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </Dialog>
  )
}
