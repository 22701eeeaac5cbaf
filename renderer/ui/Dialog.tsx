import { classes } from './classes.ts'
import { Marked } from './Marked.tsx'
import { useEffect, useId, useRef, type ReactNode } from 'react'

/**
 * The browser's modal dialog: focus stays inside and goes back to where it was, Esc closes, the rest of the page is inert.
 * `isWide`: as wide as what is in it, up to the window.
 */
export function Dialog(props: { title: string; isWide?: boolean; onClose: () => void; children: ReactNode }) {
  const { title, isWide = false, onClose, children } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      // The browser gives the focus back only where the dialog closed by itself, not where a button took it away.
      if (document.activeElement === document.body && before instanceof HTMLElement) {
        before.focus({ preventScroll: true })
      }
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      className={classes(
        'm-auto rounded-card border border-line bg-surface p-5',
        isWide
          ? 'w-fit max-w-[calc(100vw-32px)] min-w-[min(440px,calc(100vw-32px))]'
          : 'w-[min(440px,calc(100vw-32px))]',
      )}
    >
      <h2 id={id} className="mb-2 text-base font-semibold">
        <Marked text={title} />
      </h2>
      {children}
    </dialog>
  )
}
