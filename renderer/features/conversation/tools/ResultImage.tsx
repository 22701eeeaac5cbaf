import { useState } from 'react'
import { EnlargedDialog } from '#renderer/ui/EnlargedDialog.tsx'
import * as words from '../laterWords.ts'

/** An image of a result, which opens as large as the window allows. */
export function ResultImage({ source, label }: { source: string; label: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-label={words.enlargeLabel(label)}
        title={words.enlarge}
        onClick={() => setOpen(true)}
        className="block max-w-full cursor-zoom-in"
      >
        <img src={source} alt={label} className="max-h-96 max-w-full rounded-control border border-line" />
      </button>
      {isOpen && (
        <EnlargedDialog title={label} onClose={() => setOpen(false)}>
          {(isOwnSize) => (
            <img src={source} alt={label} className={isOwnSize ? 'max-w-none' : 'mx-auto max-h-[74dvh] max-w-full'} />
          )}
        </EnlargedDialog>
      )}
    </>
  )
}
