const ESC = 0x1b
const LF = 0x0a
const CR = 0x0d

/** plain: lines of text, with colours at most · ends_whole: ends outside of any control sequence · open: may end within one. */
export type OutputKind = 'plain' | 'ends_whole' | 'open'

/**
 * What a piece of a terminal's output may change beside the lines that it prints. Plain output moves the cursor through lines
 * and changes the colour, and nothing else: no mode, no title, no bell, no question. Reads with the speed of a search.
 */
export function kindOf(bytes: Buffer): OutputKind {
  if (bytes.includes(0xc2) && C1.test(bytes.toString('latin1'))) {
    return 'open'
  }
  const escape = bytes.lastIndexOf(ESC)
  if (escape === -1) {
    return hasPlainControls(bytes) ? 'plain' : 'ends_whole'
  }
  if (!WHOLE.test(bytes.toString('latin1', escape))) {
    return 'open'
  }
  const escapes = bytes.toString('latin1').match(ESCAPES)?.length ?? 0
  return coloursOf(bytes).length === escapes && hasPlainControls(bytes) ? 'plain' : 'ends_whole'
}

/** Of plain output: what it does to the colour of what follows. */
export function coloursAfter(bytes: Buffer): string {
  const colours = coloursOf(bytes)
  return colours
    .slice(
      Math.max(
        0,
        colours.findLastIndex((one) => RESET.test(one)),
      ),
    )
    .join('')
}

/** Goes back through so many ends of lines: where a line begins in its first column before them. 0: there are not so many. */
export function lastLinesFrom(bytes: Buffer, lines: number): number {
  let missing = lines
  for (let at = bytes.lastIndexOf(LF); at > 0; at = bytes.lastIndexOf(LF, at - 1)) {
    // Only a return leads to the first column.
    if (missing <= 0 && bytes[at - 1] === CR) {
      return at + 1
    }
    missing -= 1
  }
  return 0
}

/** Letters of another alphabet last, and a bell is told. */
function hasPlainControls(bytes: Buffer): boolean {
  return !bytes.includes(0x07) && !bytes.includes(0x0e) && !bytes.includes(0x0f)
}

function coloursOf(bytes: Buffer): readonly string[] {
  return bytes.includes(ESC) ? (bytes.toString('latin1').match(COLOURS) ?? []) : []
}

// oxlint-disable no-control-regex -- of what terminals print
/** The controls of eight bits, as UTF-8. */
const C1 = /\xc2[\x80-\x9f]/
const ESCAPES = /\x1b/g
const COLOURS = /\x1b\[[\d;:]{0,64}m/g
const RESET = /^\x1b\[0*m$/
/** A control sequence, a short one, or a title, to its end. What is a string of another kind ends with an escape of its own. */
const WHOLE = /^\x1b(?:\[[0-?]*[ -/]*[@-~]|[ -/]*[0-OQ-WYZ\\`-~]|\][^\x07\x1b]*\x07)/
