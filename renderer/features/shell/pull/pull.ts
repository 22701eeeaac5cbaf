import { haptic } from '#renderer/platform/haptic.ts'
import { type Store, createStore } from '#renderer/state/store.ts'
import { connection, link } from '#renderer/state/workstation/connection.ts'

/** A list that is pulled down by a finger: so far in px, and then asked for anew until the workstation has answered. */
export type Pull =
  | { readonly kind: 'none' }
  | { readonly kind: 'pulling'; readonly px: number }
  | { readonly kind: 'asking' }

/** From here on letting go asks anew. */
export const FAR_PX = 90

const state = createStore<Pull>({ kind: 'none' })
export const pull: Store<Pull> = state

interface Begun {
  readonly x: number
  readonly y: number
}

/**
 * Pull to refresh of our own, where the browser's is off: a new socket, and with it everything that is shown. Not for a finger
 * that scrolls something within the page. Never stopped.
 */
export function followPull(): void {
  let begun: Begun | null = null
  const options = { passive: true } as const
  document.addEventListener('touchstart', (event) => (begun = beginOf(event)), options)
  document.addEventListener(
    'touchmove',
    ({ touches: [touch] }) => {
      if (begun !== null && touch !== undefined && state.get().kind !== 'asking') {
        const [across, down] = [Math.abs(touch.clientX - begun.x), touch.clientY - begun.y]
        const isPull = down > 8 && down > across
        begun = isPull || down >= 0 ? begun : null
        state.set(isPull ? { kind: 'pulling', px: down } : { kind: 'none' })
      }
    },
    options,
  )
  document.addEventListener('touchcancel', () => letGo(false), options)
  document.addEventListener(
    'touchend',
    () => {
      const now = state.get()
      letGo(begun !== null && now.kind === 'pulling' && now.px >= FAR_PX)
      begun = null
    },
    options,
  )
  link.subscribe(() => {
    if (link.get().kind !== 'connecting' && state.get().kind === 'asking') {
      state.set({ kind: 'none' })
    }
  })
}

function letGo(isFar: boolean): void {
  if (state.get().kind === 'pulling') {
    state.set(isFar ? { kind: 'asking' } : { kind: 'none' })
    if (isFar) {
      haptic()
      connection.start()
    }
  }
}

/** null: there is something above, or the finger does something else. */
function beginOf({ touches, target }: TouchEvent): Begun | null {
  const touch = touches[0]
  if (
    touch === undefined ||
    touches.length > 1 ||
    !(target instanceof Element) ||
    target.closest('[data-scroller]') === null
  ) {
    return null
  }
  for (let element: Element | null = target; element !== null; element = element.parentElement) {
    if (element.scrollTop > 0 || element.matches('input, textarea, select, dialog')) {
      return null
    }
  }
  return { x: touch.clientX, y: touch.clientY }
}
