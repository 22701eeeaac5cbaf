import { useSyncExternalStore } from 'react'

/** An observable value. Its functions are properties, so that they can be passed on unbound. */
export interface Store<T> {
  readonly get: () => T
  readonly subscribe: (listener: () => void) => () => void
}

export interface WritableStore<T> extends Store<T> {
  /** Replaces the value; listeners are called unless it is the same reference. */
  readonly set: (value: T) => void
}

/** Makes a store. Listeners run in the order in which they subscribed. */
export function createStore<T>(initial: T): WritableStore<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (next !== value) {
        value = next
        listeners.forEach((listener) => listener())
      }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Reads a store in a component. `select` must return existing references: a new object each time would loop. */
export function useStore<T, S>(store: Store<T>, select: (value: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}
