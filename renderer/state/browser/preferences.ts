import { keep, kept } from './browserStorage.ts'
import { createStore, type Store } from '../store.ts'

export type Theme = 'system' | 'light' | 'dark'

const themes: readonly Theme[] = ['system', 'light', 'dark']
const state = createStore<Theme>(themes.find((one) => one === kept('theme')) ?? 'system')

export const theme: Store<Theme> = state

/** Chooses light, dark or whatever the system says, and keeps the choice. */
export function setTheme(next: Theme): void {
  state.set(next)
  keep('theme', next === 'system' ? null : next)
  applyTheme()
}

/** Puts the chosen theme on the page; tokens.css does the rest. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = state.get()
}
