import { HomeportError } from '#shared/errors.ts'
import { createStore, type Store } from './store.ts'

/** Long enough to read two sentences. */
const SHOWN_FOR_MS = 7000

export interface Said {
  readonly id: number
  readonly text: string
}

const state = createStore<readonly Said[]>([])
let next = 1

/** Short messages at the edge of the page, read out by screen readers, gone by themselves. */
export const toasts: Store<readonly Said[]> = state

/** Tells the person something that needs no answer. */
export function showToast(text: string): void {
  const message = { id: next, text }
  next += 1
  state.set([...state.get(), message])
  setTimeout(() => dismissToast(message.id), SHOWN_FOR_MS)
}

export function dismissToast(id: number): void {
  state.set(state.get().filter((one) => one.id !== id))
}

/** The sentence of a failure, as the workstation said it. */
export function sentenceOf(error: unknown): string {
  return error instanceof HomeportError ? error.message : 'That did not work. Try again.'
}
