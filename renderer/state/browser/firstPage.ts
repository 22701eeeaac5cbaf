import { whenIdle } from '#renderer/platform/idle.ts'
import { createStore, type Store } from '../store.ts'

const state = createStore(false)

/**
 * Whether the first page is on the screen, with its content. What stands beside it is loaded then: nothing travels before what
 * the person came for.
 */
export const isFirstPageDrawn: Store<boolean> = state

/** To be called by a page in an effect, once its content is drawn. */
export function pageIsDrawn(): void {
  void whenIdle().then(() => state.set(true))
}

/** Resolves once it is. */
export function firstPageDrawn(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (state.get()) {
        stop()
        resolve()
      }
    }
    const stop = state.subscribe(look)
    look()
  })
}
