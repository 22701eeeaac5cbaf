import type { Span } from '../dangerTable.ts'

/** plain: a command, a path, an address, where nothing invisible belongs · prose: contents that may hold any script. */
export type TextKind = 'plain' | 'prose'

/** First and last of the characters that cannot be seen, that turn the reading order, or that break a line unseen. */
const hidden: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0b, 0x0c],
  [0x0e, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
]

/** Blanks other than the plain one: a shell takes them for letters. */
const oddBlank = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/u

/** More positions than these of one text are not reported. */
const MAX_SPANS = 60

/** The runs of hidden characters in a text, as many as a person can look at. Linear. */
export function hiddenSpans(text: string, kind: TextKind): readonly Span[] {
  const spans: Span[] = []
  let before = ''
  let at = 0
  for (const character of text) {
    const end = at + character.length
    const next = text.codePointAt(end)
    if (
      isHidden(character, kind) &&
      !belongs(character, before, next === undefined ? '' : String.fromCodePoint(next))
    ) {
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
  const code = character.codePointAt(0) ?? 0
  return hidden.some(([first, last]) => code >= first && code <= last) || (kind === 'plain' && oddBlank.test(character))
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
