import type { Span } from './dangerTable.ts'

/** plain: a command, a path, an address, where nothing invisible belongs · prose: contents that may hold any script. */
export type TextKind = 'plain' | 'prose'

/** Characters that cannot be seen, that turn the reading order, or that look like a blank and are none. */
const hidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|[\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/u

/** Blanks other than the plain one: a shell takes them for letters. */
const oddBlank = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/u

/** More places than these of one text are not told. */
const MAX_SPANS = 60

/** The runs of hidden characters in a text, as many as a person can look at. Linear. */
export function hiddenSpans(text: string, kind: TextKind): readonly Span[] {
  const spans: Span[] = []
  let before = ''
  let at = 0
  for (const character of text) {
    const end = at + character.length
    const next = text.codePointAt(end)
    if (isHidden(character, kind) && !belongs(character, before, next === undefined ? '' : String.fromCodePoint(next))) {
      const last = spans.at(-1)
      if (last?.end === at) {
        spans[spans.length - 1] = { start: last.start, end }
      } else if (spans.length === MAX_SPANS) {
        return spans
      } else {
        spans.push({ start: at, end })
      }
    }
    before = character
    at = end
  }
  return spans
}

function isHidden(character: string, kind: TextKind): boolean {
  if (character >= ' ' && character <= '~') {
    return false
  }
  if (character === '\r') {
    return kind === 'plain'
  }
  return hidden.test(character) || (kind === 'plain' && oddBlank.test(character))
}

/** What joins the parts of an emoji, or the letters of a script that needs it, hides nothing. */
function belongs(character: string, before: string, next: string): boolean {
  if (character === '\ufe0f' || character === '\ufe0e') {
    return /[\p{Emoji}]/u.test(before)
  }
  if (character === '\u200d' && /[\p{Extended_Pictographic}\ufe0f\p{Emoji_Modifier}]/u.test(before)) {
    return /\p{Emoji}/u.test(next)
  }
  return (
    (character === '\u200d' || character === '\u200c') &&
    /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Sinhala}\p{Script=Malayalam}\p{Script=Tamil}\p{Script=Khmer}]|\p{Mn}/u.test(
      before,
    )
  )
}
