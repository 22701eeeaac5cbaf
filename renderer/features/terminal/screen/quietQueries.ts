import type { Terminal } from '@xterm/xterm'

const taken = () => true

/**
 * Programs ask terminals what they are, where the cursor stands, which colours they have. The host's mirror answers, for all
 * viewers together: a second answer from here would be typed into the program.
 */
export function leaveQueriesToHost(terminal: Terminal): void {
  const { parser } = terminal
  for (const id of CONTROL) {
    parser.registerCsiHandler(id, taken)
  }
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, taken)
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, taken)
  for (const code of [4, 10, 11, 12]) {
    parser.registerOscHandler(code, (data) => data.includes('?'))
  }
}

const CONTROL = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
  { prefix: '>', final: 'q' },
  { prefix: '?', final: 'u' },
  { final: 't' },
] as const
