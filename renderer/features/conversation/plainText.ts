/** What things say, without any layout: their text, or all that they hold. Never fails. */
export function plainText(things: readonly unknown[]): string {
  return things.map((thing) => textOf(thing)).join('\n\n')
}

function textOf(thing: unknown): string {
  if (typeof thing === 'object' && thing !== null && 'text' in thing && typeof thing.text === 'string') {
    return thing.text
  }
  try {
    return JSON.stringify(thing, null, 2) ?? ''
  } catch {
    // Nested deeper than the stack reaches.
    return String(thing)
  }
}
