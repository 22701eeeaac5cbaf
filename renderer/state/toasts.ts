import { HomeportError } from '#shared/errors.ts'
import { createStore, type Store } from './store.ts'
import * as words from './words.ts'

/** Long enough to read two sentences. */
const SHOWN_FOR_MS = 7000

export interface Toast {
  readonly id: number
  readonly text: string
  readonly action?: ToastAction | undefined
}

/** What can be done about it, once: the toast goes with it. */
export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

const state = createStore<readonly Toast[]>([])
let next = 1

/** Short messages that disappear by themselves. */
export const toasts: Store<readonly Toast[]> = state

/** Shows a toast, with something to do about it where there is. `forMs`: how long. */
export function showToast(
  text: string,
  { action, forMs = SHOWN_FOR_MS }: { action?: ToastAction; forMs?: number } = {},
): void {
  const message = { id: next, text, action }
  next += 1
  state.set([...state.get(), message])
  setTimeout(() => dismissToast(message.id), forMs)
}

export function dismissToast(id: number): void {
  state.set(state.get().filter((one) => one.id !== id))
}

/** The message of an error for people. */
export function errorMessage(error: unknown): string {
  return error instanceof HomeportError ? error.message : words.thatDidNotWorkTry
}
