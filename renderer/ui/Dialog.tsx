import { Marked } from './Marked.tsx'
import { useEffect, useId, useRef, type ReactNode } from 'react'

/** The browser's modal dialog: focus stays inside, Esc closes, the rest of the page is inert. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      className="m-auto w-[min(440px,calc(100vw-32px))] rounded-card border border-line bg-surface p-5"
    >
      <h2 id={id} className="mb-2 text-base font-semibold">
        <Marked text={title} />
      </h2>
      {children}
    </dialog>
  )
}
