import type { Terminal } from '@xterm/xterm'

/** What xterm.js keeps of a composition, which its published types do not tell. */
interface WithComposition {
  readonly _core?: { readonly _compositionHelper?: { readonly _compositionPosition?: { end: number } } }
}

/**
 * A key that comes right after an input method has ended finds all of what was composed. xterm.js sends the composed text a moment
 * after its end; a key before that moment has it sent at once, but only as much as there was when a timer last looked. On a busy
 * phone, where the chosen word and the Enter arrive together, half a command would run, and its end stand on the next line.
 */
export function keepCompositionsWhole(terminal: Terminal): void {
  const { element, textarea } = terminal
  element?.addEventListener(
    'keydown',
    () => {
      const position = (terminal as WithComposition)._core?._compositionHelper?._compositionPosition
      if (position !== undefined && textarea !== undefined) {
        position.end = textarea.value.length
      }
    },
    { capture: true },
  )
}
