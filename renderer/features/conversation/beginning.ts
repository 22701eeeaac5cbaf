/** A text that is longer, or has more lines, is shown by its beginning. */
const MAX_CHARACTERS = 480
const MAX_LINES = 6
const SHOWN_CHARACTERS = 300
const SHOWN_LINES = 3

/** How a long text begins, with `…` at its end; null for one that is short enough to be shown whole. Pure, linear. */
export function beginningOf(text: string): string | null {
  const lines = text.split('\n', MAX_LINES + 1)
  if (text.length <= MAX_CHARACTERS && lines.length <= MAX_LINES) {
    return null
  }
  const head = lines.slice(0, SHOWN_LINES).join('\n').slice(0, SHOWN_CHARACTERS)
  const lastBlank = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'))
  return `${(head.length === SHOWN_CHARACTERS && lastBlank > 0 ? head.slice(0, lastBlank) : head).trimEnd()} …`
}
