import { storeItem, loadItem } from './browserStorage.ts'
import { createStore, type Store } from '../store.ts'

export type Theme = 'system' | 'light' | 'dark'

const themes: readonly Theme[] = ['system', 'light', 'dark']
const state = createStore<Theme>(themes.find((one) => one === loadItem('theme')) ?? 'system')

export const theme: Store<Theme> = state

/** Applies and stores the theme: light, dark or the system's. */
export function setTheme(next: Theme): void {
  state.set(next)
  storeItem('theme', next === 'system' ? null : next)
  applyTheme()
}

/** Applies the theme to the page; tokens.css does the rest. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = state.get()
}
