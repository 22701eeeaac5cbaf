/** A text that is longer, or has more lines, is shortened. */
const MAX_CHARACTERS = 480
const MAX_LINES = 6
const SHOWN_CHARACTERS = 300
const SHOWN_LINES = 3

/** The beginning of a long text, ending with `…`; null when it is short enough to be shown in full. Linear. */
export function excerptOf(text: string): string | null {
  const lines = text.split('\n', MAX_LINES + 1)
  if (text.length <= MAX_CHARACTERS && lines.length <= MAX_LINES) {
    return null
  }
  const head = lines.slice(0, SHOWN_LINES).join('\n').slice(0, SHOWN_CHARACTERS)
  const lastBlank = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'))
  return `${(head.length === SHOWN_CHARACTERS && lastBlank > 0 ? head.slice(0, lastBlank) : head).trimEnd()} …`
}
