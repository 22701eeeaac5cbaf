/** A promise that is resolved from outside: "this has happened". */
export interface Deferred {
  readonly promise: Promise<void>
  /** No-op after the first time. */
  readonly resolve: () => void
}

export function createDeferred(): Deferred {
  let settle: (() => void) | undefined
  const promise = new Promise<void>((resolve) => {
    settle = resolve
  })
  return { promise, resolve: () => settle?.() }
}
