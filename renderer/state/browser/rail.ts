import { storeItem, loadItem } from './browserStorage.ts'
import { screenSize } from './screen.ts'
import { createStore, type Store } from '../store.ts'

const KEY = 'rail'
const hidden = createStore(loadItem(KEY) === 'hidden')
const drawer = createStore(false)
const drawn = createStore(false)
let losesFocus = false
screenSize.subscribe(() => drawer.set(false))

/** Whether the person has hidden the rail of wide windows. Stored in this browser. */
export const isRailHidden: Store<boolean> = hidden

/** Whether the rail lies over the page, in a narrow window. */
export const isDrawerOpen: Store<boolean> = drawer

/** Whether the rail is on the screen: its code may be late, or never come. */
export const isRailDrawn: Store<boolean> = drawn

/** For the rail, in an effect. Returns what to do when it goes away. */
export function railIsDrawn(): () => void {
  drawn.set(true)
  return () => drawn.set(false)
}

/**
 * Shows or hides the rail, as the window's size has it. No-op on phones, which have none. A focus that goes away with the
 * rail, or with the button that brought it back, moves to the button that undoes it.
 */
export function toggleRail(): void {
  losesFocus = document.activeElement !== document.body
  switch (screenSize.get()) {
    case 'wide':
      hidden.set(!hidden.get())
      storeItem(KEY, hidden.get() ? 'hidden' : null)
      return
    case 'narrow':
      drawer.set(!drawer.get())
      return
    case 'phone':
  }
}

/** Whether a button that just came should take the focus: the rail took it away, and nothing else has it. True once. */
export function takesFocus(): boolean {
  const isLost = losesFocus && document.activeElement === document.body
  losesFocus = false
  return isLost
}

/** Closes the rail that lies over the page. */
export function closeDrawer(): void {
  drawer.set(false)
}
