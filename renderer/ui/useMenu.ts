import { useRef, useState } from 'react'

/** What a button that opens a menu needs. Closing gives it the focus back. */
export function useMenu() {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const toggle = () => setOpen(!isOpen)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return { isOpen, button, toggle, close }
}
