import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
} from 'react'
import { classes } from './classes.ts'

/** Between the menu and the edge of the window, in px. */
const MARGIN = 8

/**
 * A menu at the control that opened it, a sheet on phones: arrows, Home and End move, Esc or a tap elsewhere closes, and
 * the focus returns to the control. Mounted while it is open.
 */
export function Menu(props: {
  label: string
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
  children: ReactNode
}) {
  const { label, anchor, onClose, children } = props
  const menu = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const shown = menu.current
    if (shown === null) {
      return
    }
    shown.showPopover()
    place(shown, anchor.current)
    items(shown)[0]?.focus()
  }, [anchor])
  const close = useEffectEvent(onClose)
  useEffect(() => {
    const shown = menu.current
    const closed = (event: Event) => {
      if ('newState' in event && event.newState === 'closed') {
        close()
      }
    }
    shown?.addEventListener('toggle', closed)
    return () => shown?.removeEventListener('toggle', closed)
  }, [])
  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      aria-label={label}
      onKeyDown={move}
      className="fixed inset-auto m-0 min-w-52 rounded-card border border-line-strong/60 bg-surface p-1 text-text max-md:inset-x-0 max-md:top-auto max-md:bottom-0 max-md:w-full max-md:rounded-b-none max-md:pb-[max(8px,env(safe-area-inset-bottom))]"
    >
      {children}
    </div>
  )
}

/** One entry of a menu. */
export function MenuItem(props: {
  icon: ReactNode
  isDangerous?: boolean
  /** One of several of which one holds. */
  isChecked?: boolean
  /** What it means, below its name. */
  detail?: string
  onChoose: () => void
  children: ReactNode
}) {
  const choice =
    props.isChecked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': props.isChecked }
  return (
    <button
      type="button"
      {...choice}
      tabIndex={-1}
      onClick={props.onChoose}
      className={classes(
        'flex min-h-8 w-full items-center gap-2.5 rounded-control px-2.5 py-1 text-left hover:bg-raised focus:bg-raised touch:min-h-11',
        props.isDangerous === true && 'text-bad',
      )}
    >
      {props.icon}
      <span>
        {props.children}
        {props.detail !== undefined && <span className="block text-xs text-muted">{props.detail}</span>}
      </span>
    </button>
  )
}

function items(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')]
}

/** Below the control, or above it where there is more room; never out of the window. A sheet is placed by its classes. */
function place(menu: HTMLElement, anchor: HTMLElement | null): void {
  const at = anchor?.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  if (at === undefined || width >= innerWidth) {
    return
  }
  const below = at.bottom + 4
  const top = below + height + MARGIN > innerHeight ? Math.max(MARGIN, at.top - 4 - height) : below
  menu.style.top = `${top}px`
  menu.style.left = `${Math.max(MARGIN, Math.min(at.right - width, innerWidth - width - MARGIN))}px`
}

function move(event: KeyboardEvent<HTMLElement>): void {
  const all = items(event.currentTarget)
  const now = all.findIndex((one) => one === document.activeElement)
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: (now + 1) % all.length,
    ArrowUp: (now - 1 + all.length) % all.length,
    Home: 0,
    End: all.length - 1,
  }
  const target = targets[event.key]
  if (target !== undefined) {
    event.preventDefault()
    all[target]?.focus()
  }
  if (event.key === 'Tab' || event.key === 'Escape') {
    event.preventDefault()
    // What closes a menu stops no turn and leaves no field.
    event.stopPropagation()
    event.currentTarget.hidePopover()
  }
}
