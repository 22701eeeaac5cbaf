import { serverNow } from './serverClock.ts'
import { createStore, type Store } from '../store.ts'

const TICK_MS = 1000
const state = createStore(serverNow())
let timer: ReturnType<typeof setInterval> | undefined
let readers = 0

/** The workstation's time in ms, once a second, ticking only while somebody reads it. */
export const now: Store<number> = {
  get: state.get,
  subscribe: (listener) => {
    if (readers === 0) {
      state.set(serverNow())
    }
    const stop = state.subscribe(listener)
    readers += 1
    timer ??= setInterval(() => state.set(serverNow()), TICK_MS)
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
