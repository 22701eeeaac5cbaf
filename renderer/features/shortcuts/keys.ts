/** Whether Cmd takes the place of Ctrl. */
export const isMac = /^(Mac|iP)/.test(navigator.platform)

/** A key as people read it: `⌘K`, `Ctrl+K`, `Ctrl+↑`. */
export function keyText(key: string): string {
  return key
    .replace('Mod+', isMac ? '⌘' : 'Ctrl+')
    .replace('ArrowUp', '↑')
    .replace('ArrowDown', '↓')
}

/** A key as `aria-keyshortcuts` wants it: `Control+K`. */
export function ariaKey(key: string): string {
  return key.replace('Mod', isMac ? 'Meta' : 'Control')
}
