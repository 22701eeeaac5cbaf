import * as words from './words.ts'

/** A key with the modifier of this system, as it stands in tooltips: `⌘B`, `Ctrl+B`. */
export function shortcut(key: string): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? `⌘${key}` : words.ctrlKey(key)
}
