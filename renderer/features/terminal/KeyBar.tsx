import { ClipboardPaste } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { showToast } from '#renderer/state/toasts.ts'
import { classes } from '#renderer/ui/classes.ts'
import { type Held, NOTHING_HELD, afterKey, bytesOf, pressed } from './screen/heldKeys.ts'
import type { TerminalScreen } from './screen/terminalScreen.ts'
import * as words from './words.ts'

const KEYS = [
  ['Esc', '\u001B'],
  ['Tab', '\t'],
  ['Ctrl', 'ctrl'],
  ['Alt', 'alt'],
  ['←', '\u001B[D'],
  ['↓', '\u001B[B'],
  ['↑', '\u001B[A'],
  ['→', '\u001B[C'],
  ['|', '|'],
  ['~', '~'],
  ['/', '/'],
  ['-', '-'],
  ['^C', '\u0003'],
] as const

/** How long a modifier is pressed until it stays. */
const LOCK_MS = 500

/** The keys that a phone's keyboard lacks. Ctrl and Alt hold for one key, and stay after a long press. */
export function KeyBar({ screen }: { screen: TerminalScreen }) {
  const [held, setHeld] = useState<Held>(NOTHING_HELD)
  const since = useRef(0)
  useEffect(() => {
    // What the keyboard types next belongs to the modifier.
    screen.transformWith((text) => {
      setHeld(afterKey)
      return bytesOf(text, held)
    })
    return () => screen.transformWith(null)
  }, [screen, held])
  const press = (key: string, at: number) => {
    if (key === 'ctrl' || key === 'alt') {
      setHeld(pressed(held, key, at - since.current >= LOCK_MS))
    } else {
      screen.typeText(key)
    }
    screen.terminal.focus()
  }
  return (
    <div
      role="toolbar"
      aria-label={words.keys}
      className="hidden flex-none gap-1.5 overflow-x-auto border-t border-line bg-raised p-2 touch:flex"
    >
      {KEYS.map(([label, key]) => (
        <button
          key={label}
          type="button"
          aria-pressed={key === 'ctrl' || key === 'alt' ? held[key] !== 'no' : undefined}
          // The keyboard stays where it is.
          onPointerDown={(event) => {
            event.preventDefault()
            since.current = event.timeStamp
          }}
          onClick={(event) => press(key, event.timeStamp)}
          className={classes(
            'min-h-11 min-w-11 shrink-0 rounded-control border border-line-strong/50 bg-surface px-2 text-sm select-none',
            'aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:text-on-accent',
            (key === 'ctrl' || key === 'alt') && held[key] === 'locked' && 'underline',
          )}
        >
          {label}
        </button>
      ))}
      <button
        type="button"
        aria-label={words.paste}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => void paste(screen)}
        className="min-h-11 min-w-11 shrink-0 rounded-control border border-line-strong/50 bg-surface px-2"
      >
        <ClipboardPaste className="mx-auto size-4" aria-hidden="true" />
      </button>
    </div>
  )
}

async function paste(screen: TerminalScreen): Promise<void> {
  try {
    screen.terminal.paste(await navigator.clipboard.readText())
    screen.terminal.focus()
  } catch {
    showToast(words.thisBrowserDoesNotLet)
  }
}
