/** The key code of a key that the input method handles. */
const TAKEN_BY_INPUT_METHOD = 229

/**
 * Whether a key event belongs to an input method: while composing, or for the key that confirms the composition. Safari
 * sends the confirming Enter after the composition has ended; only its key code tells.
 */
export function isComposing({ isComposing: composes, keyCode }: { isComposing: boolean; keyCode: number }): boolean {
  return composes || keyCode === TAKEN_BY_INPUT_METHOD
}
