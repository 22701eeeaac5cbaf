/** What an input method reports of a key that it takes itself. */
const TAKEN_BY_INPUT_METHOD = 229

/**
 * Whether a key belongs to an input method: it composes, or this very key confirms what was composed. Safari reports
 * the confirming Enter after the composition has ended, and only its key code tells.
 */
export function isComposing({ isComposing: composes, keyCode }: { isComposing: boolean; keyCode: number }): boolean {
  return composes || keyCode === TAKEN_BY_INPUT_METHOD
}
