import type { ITheme } from '@xterm/xterm'

/** The colours of programs, readable on the page's own ground in both themes. */
const LIGHT: ITheme = {
  black: '#1c1b1a',
  red: '#b42318',
  green: '#1f7a3f',
  yellow: '#8a5a00',
  blue: '#1f5f8b',
  magenta: '#8a3ba8',
  cyan: '#0f6f73',
  white: '#6a6762',
  brightBlack: '#66635e',
  brightRed: '#c3392c',
  brightGreen: '#2a7f4b',
  brightYellow: '#946200',
  brightBlue: '#2a6fa0',
  brightMagenta: '#9a4bb8',
  brightCyan: '#177a7e',
  brightWhite: '#1c1b1a',
}

const DARK: ITheme = {
  black: '#3a3835',
  red: '#f0857a',
  green: '#7fc99a',
  yellow: '#e0b35a',
  blue: '#82b8de',
  magenta: '#cf9be4',
  cyan: '#73c7c9',
  white: '#cfcbc5',
  brightBlack: '#9b968f',
  brightRed: '#f59d94',
  brightGreen: '#97d7ae',
  brightYellow: '#ebc67b',
  brightBlue: '#9dc8e8',
  brightMagenta: '#dab1eb',
  brightCyan: '#8fd5d7',
  brightWhite: '#f4f2ef',
}

/** The theme of the page now. */
export function terminalTheme(): ITheme {
  const style = getComputedStyle(document.documentElement)
  const value = (name: string) => style.getPropertyValue(name).trim()
  const background = value('--surface')
  const ansi = style.colorScheme === 'dark' ? DARK : LIGHT
  return {
    ...ansi,
    background,
    foreground: value('--text'),
    cursor: value('--text'),
    cursorAccent: background,
    selectionBackground: value('--accent-line'),
  }
}

/** Calls back when the person, or the system, chooses another one. Returns the stop. */
export function onThemeChange(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const chosen = new MutationObserver(listener)
  system.addEventListener('change', listener)
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => {
    system.removeEventListener('change', listener)
    chosen.disconnect()
  }
}
