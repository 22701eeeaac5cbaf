/** What is completed: Claude Code's commands after a `/` that begins the text, files after an `@`. */
export interface Trigger {
  readonly kind: 'command' | 'file'
  /** What is written of it so far, without the sign. */
  readonly query: string
  /** Where the sign stands, and where the caret is. */
  readonly from: number
  readonly to: number
}

/** Longer ones are no name that somebody types. */
const MAX_QUERY = 200

/** What is to be completed where the caret is; null where nothing is. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(Math.max(0, caret - MAX_QUERY), caret)
  const command = caret <= MAX_QUERY ? /^\/(\S*)$/.exec(before) : null
  if (command !== null) {
    return { kind: 'command', query: command[1] ?? '', from: 0, to: caret }
  }
  const word = before.split(/\s/).at(-1) ?? ''
  // Behind something else it is an e-mail address, or a scope in a name.
  return word.startsWith('@') && (before.length === caret || word.length < before.length)
    ? { kind: 'file', query: word.slice(1), from: caret - word.length, to: caret }
    : null
}

/** The text with what was chosen in the place of what was typed, and where the caret goes. */
export function completed(text: string, { from, to }: Trigger, chosen: string): { text: string; caret: number } {
  const rest = text.slice(to)
  const space = /^\s/.test(rest) ? '' : ' '
  return { text: text.slice(0, from) + chosen + space + rest, caret: from + chosen.length + 1 }
}
