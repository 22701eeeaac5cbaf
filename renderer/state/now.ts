import { createStore, type Store } from './store.ts'

const TICK_MS = 1000
const state = createStore(Date.now())
let timer: ReturnType<typeof setInterval> | undefined
let readers = 0

/** The time in ms, once a second, ticking only while somebody reads it. */
export const now: Store<number> = {
  get: state.get,
  subscribe: (listener) => {
    const stop = state.subscribe(listener)
    readers += 1
    timer ??= setInterval(() => state.set(Date.now()), TICK_MS)
    return () => {
      stop()
      readers -= 1
      if (readers === 0) {
        clearInterval(timer)
        timer = undefined
      }
    }
  },
}
