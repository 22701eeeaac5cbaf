import { loadItem, storeItem } from '#renderer/state/browser/browserStorage.ts'
import { createStore } from '#renderer/state/store.ts'

/** In px. */
const FIRST_SIZE = 13
export const MIN_SIZE = 8
export const MAX_SIZE = 28

export interface TerminalChoices {
  /** Of the letters, in px. */
  readonly fontSize: number
  /** The screen is told to screen readers line by line. */
  readonly forReader: boolean
}

/** How terminals look in this browser. */
export const terminalChoices = createStore<TerminalChoices>({
  fontSize: within(Number(loadItem('terminal_size') ?? FIRST_SIZE)),
  forReader: loadItem('terminal_reader') === 'yes',
})

/** `isChosen` false: fingers are still moving. */
export function setFontSize(px: number, isChosen: boolean): void {
  const fontSize = within(px)
  terminalChoices.set({ ...terminalChoices.get(), fontSize })
  if (isChosen) {
    storeItem('terminal_size', fontSize === FIRST_SIZE ? null : String(fontSize))
  }
}

export function setForReader(forReader: boolean): void {
  terminalChoices.set({ ...terminalChoices.get(), forReader })
  storeItem('terminal_reader', forReader ? 'yes' : null)
}

function within(px: number): number {
  return Number.isFinite(px) ? Math.round(Math.max(MIN_SIZE, Math.min(px, MAX_SIZE))) : FIRST_SIZE
}
