import type { Terminal } from '@xterm/xterm'

export interface TerminalKeyActions {
  readonly find: () => void
  readonly leave: () => void
}

const isMac = /^(Mac|iP)/.test(navigator.platform)

/**
 * The few keys that are the page's: copy, paste and find with Ctrl+Shift (Cmd on a Mac), and Shift+Esc, which leads out. All
 * others are the program's, and reach no shortcut of the page.
 */
export function handleKeys(terminal: Terminal, { find, leave }: TerminalKeyActions): void {
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown') {
      return true
    }
    if (event.key === 'Escape' && event.shiftKey) {
      event.preventDefault()
      event.stopPropagation()
      leave()
      return false
    }
    const isOurs = isMac ? event.metaKey : event.ctrlKey && event.shiftKey
    const letter = isOurs ? event.key.toLowerCase() : ''
    if (letter === 'c' && terminal.hasSelection()) {
      event.preventDefault()
      void navigator.clipboard.writeText(terminal.getSelection())
      return false
    }
    if (letter === 'f') {
      event.preventDefault()
      event.stopPropagation()
      find()
      return false
    }
    // The browser pastes into the field of the terminal, which takes it from there.
    return letter !== 'v'
  })
}
