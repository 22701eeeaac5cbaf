/** once: for the next key · locked: until it is pressed again. */
export type Hold = 'no' | 'once' | 'locked'

export interface Held {
  readonly ctrl: Hold
  readonly alt: Hold
}

export const NOTHING_HELD: Held = { ctrl: 'no', alt: 'no' }

/** A modifier was pressed: it holds, or not any more. */
export function pressed(held: Held, key: keyof Held, isLong: boolean): Held {
  const hold = isLong ? 'locked' : held[key] === 'no' ? 'once' : 'no'
  return { ...held, [key]: hold }
}

/** A key was typed: what held for one key does not any more. */
export function afterKey(held: Held): Held {
  const next = { ctrl: held.ctrl === 'once' ? 'no' : held.ctrl, alt: held.alt === 'once' ? 'no' : held.alt } as const
  return next.ctrl === held.ctrl && next.alt === held.alt ? held : next
}

/** What a text is with these held: Ctrl makes the control character of a single letter, Alt puts Esc before it. */
export function bytesOf(text: string, { ctrl, alt }: Held): string {
  const isLetter = text.length === 1 && /[@-_a-z ?]/.test(text)
  const controlled = ctrl !== 'no' && isLetter ? String.fromCodePoint(controlCode(text)) : text
  return alt === 'no' ? controlled : `\u001B${controlled}`
}

function controlCode(letter: string): number {
  const code = letter.toUpperCase().codePointAt(0) ?? 0
  return letter === '?' ? 127 : code % 32
}
