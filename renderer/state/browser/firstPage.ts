import { whenIdle } from '#renderer/platform/idle.ts'
import { createStore, type Store } from '../store.ts'

/** What stands beside the first page comes after this time, whether or not that page has come. */
const PATIENCE_MS = 2000

const state = createStore(false)
let isAwaited = false

/**
 * Whether the first page is on the screen. What stands beside it is loaded then: nothing travels before what the person
 * came for. True after two seconds in any case.
 */
export const isFirstPageDrawn: Store<boolean> = {
  get: state.get,
  subscribe: (listener) => {
    if (!isAwaited) {
      isAwaited = true
      setTimeout(() => state.set(true), PATIENCE_MS)
    }
    return state.subscribe(listener)
  },
}

/** To be called by a page in an effect, once its content is drawn. */
export function pageIsDrawn(): void {
  void whenIdle().then(() => state.set(true))
}
