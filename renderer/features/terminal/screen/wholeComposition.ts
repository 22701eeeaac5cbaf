import type { Terminal } from '@xterm/xterm'

/** Where xterm.js keeps the start and the end of what is composed, which its published types do not tell. */
const POSITION = ['_core', '_compositionHelper', '_compositionPosition'] as const

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
      const position = POSITION.reduce<unknown>(
        (from, name) => (isObject(from) ? Reflect.get(from, name) : null),
        terminal,
      )
      if (isObject(position)) {
        Reflect.set(position, 'end', textarea?.value.length ?? 0)
      }
    },
    { capture: true },
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
