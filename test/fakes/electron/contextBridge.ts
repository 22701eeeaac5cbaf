/** A value on its way between two worlds: what is no value itself is told by a number. */
type Told =
  | { readonly as: 'value'; readonly value: unknown }
  | { readonly as: 'function' | 'promise'; readonly id: number }
  | { readonly as: 'error'; readonly message: string }
  | { readonly as: 'array'; readonly items: readonly Told[] }
  | { readonly as: 'object'; readonly entries: readonly (readonly [string, Told])[] }

type Message =
  | { readonly kind: 'hello' }
  | { readonly kind: 'expose'; readonly name: string; readonly api: Told }
  | { readonly kind: 'call'; readonly id: number; readonly call: number; readonly args: readonly Told[] }
  | { readonly kind: 'returned' | 'threw'; readonly call: number; readonly value: Told }
  | { readonly kind: 'fulfilled' | 'rejected'; readonly id: number; readonly value: Told }

/** What the preload's world gets of it. */
export interface BridgeEnd {
  readonly exposeInMainWorld: (name: string, api: unknown) => void
}

/**
 * Runs in a page: one end of what Electron's `contextBridge` is between the preload's world and the page's, which share
 * nothing but the document. Functions and promises are stood in for, errors keep their message alone, objects their own
 * properties alone, symbols do not pass, all else is cloned by Chromium itself. What is exposed is frozen.
 */
export function bridgeEnd(side: 'page' | 'preload'): BridgeEnd {
  const other = side === 'page' ? 'preload' : 'page'
  const functions: ((...args: unknown[]) => unknown)[] = []
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
  const answers = new Map<number, Message>()
  const exposed: Message[] = []
  let lastId = 0
  const nextId = () => (lastId += 1)

  const tell = (message: Message) =>
    window.dispatchEvent(new CustomEvent(`electron-double:${other}`, { detail: message }))

  const told = (value: unknown): Told => {
    if (typeof value === 'symbol') {
      throw new TypeError('An object could not be cloned.')
    }
    if (typeof value === 'function') {
      return { as: 'function', id: functions.push(value as (typeof functions)[number]) - 1 }
    }
    if (value instanceof Promise) {
      const id = nextId()
      value.then(
        (result) => tell({ kind: 'fulfilled', id, value: told(result) }),
        (error: unknown) => tell({ kind: 'rejected', id, value: told(error) }),
      )
      return { as: 'promise', id }
    }
    if (value instanceof Error) {
      return { as: 'error', message: value.message }
    }
    if (Array.isArray(value)) {
      return { as: 'array', items: value.map(told) }
    }
    return Object.prototype.toString.call(value) === '[object Object]'
      ? { as: 'object', entries: Object.entries(value as object).map(([key, inner]) => [key, told(inner)] as const) }
      : { as: 'value', value }
  }

  const heard = (value: Told): unknown => {
    switch (value.as) {
      case 'value':
        return value.value
      case 'function':
        return (...args: unknown[]) => call(value.id, args)
      case 'promise':
        return new Promise((resolve, reject) => promises.set(value.id, { resolve, reject }))
      case 'error':
        return new Error(value.message)
      case 'array':
        return value.items.map(heard)
      case 'object':
        return Object.fromEntries(value.entries.map(([key, inner]) => [key, heard(inner)]))
    }
  }

  /** Events between worlds are told at once, so the answer is there when the call has been told. */
  const call = (id: number, args: readonly unknown[]): unknown => {
    const number = nextId()
    tell({ kind: 'call', id, call: number, args: args.map(told) })
    const answer = answers.get(number)
    answers.delete(number)
    if (answer?.kind === 'returned') {
      return heard(answer.value)
    }
    throw answer?.kind === 'threw' ? heard(answer.value) : new Error('Nobody is at the other end of the bridge.')
  }

  const answer = ({ id, call: number, args }: Extract<Message, { kind: 'call' }>) => {
    try {
      tell({ kind: 'returned', call: number, value: told(functions[id]?.(...args.map(heard))) })
    } catch (error) {
      tell({ kind: 'threw', call: number, value: told(error) })
    }
  }

  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null && !(value instanceof Promise)) {
      Object.values(value).forEach(freeze)
    }
    return Object.freeze(value)
  }

  const expose = (name: string, api: Told) => {
    if (!(name in window)) {
      Object.defineProperty(window, name, { value: freeze(heard(api)), enumerable: true })
    }
  }

  window.addEventListener(`electron-double:${side}`, (event) => {
    const message = (event as CustomEvent<Message>).detail
    switch (message.kind) {
      case 'hello':
        return exposed.forEach(tell)
      case 'expose':
        return expose(message.name, message.api)
      case 'call':
        return answer(message)
      case 'returned':
      case 'threw':
        return void answers.set(message.call, message)
      case 'fulfilled':
        return promises.get(message.id)?.resolve(heard(message.value))
      case 'rejected':
        return promises.get(message.id)?.reject(heard(message.value))
    }
  })
  // Which of the two worlds is there first, nobody knows.
  tell({ kind: 'hello' })
  return {
    exposeInMainWorld: (name, api) => {
      if (exposed.some((one) => one.kind === 'expose' && one.name === name)) {
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      }
      const message: Message = { kind: 'expose', name, api: told(api) }
      exposed.push(message)
      tell(message)
    },
  }
}
