import type { Finding, WrittenPath } from '../dangerTable.ts'
import { Reading, type ShellContext } from './reading.ts'
import { ShellReader } from './shellReader.ts'

/** Longer commands are not judged, in UTF-16 units. */
export const MAX_COMMAND = 64_000

/** Each costs the parser a pass over the line that names them: with more of them than this it is not linear. */
const MAX_HERE_DOCUMENTS = 1000

export interface ShellReading {
  readonly findings: readonly Finding[]
  readonly writes: readonly WrittenPath[]
}

/**
 * The dangers of a shell command and the paths that it writes to, each with its position. Never throws; linear
 * in the command's length. What cannot be read or is too long is a finding of its own.
 */
export function readShell(text: string, context: ShellContext): ShellReading {
  const whole = { start: 0, end: text.length }
  if (text.length > MAX_COMMAND || text.split('<<', MAX_HERE_DOCUMENTS + 2).length > MAX_HERE_DOCUMENTS) {
    return { findings: [{ code: 'not_judged', span: whole }], writes: [] }
  }
  const reading = new Reading(context, text.length)
  const reader = new ShellReader(reading, { base: 0, span: whole, origins: new Set() })
  try {
    // No shell sees this character: it would end the argument.
    reader.read(text.replaceAll('\u0000', ' '))
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw error
    }
    // The stack is full: nested deeper than it is worth.
    reading.report('not_judged', whole)
  }
  return reading
}
