/** One stretch of a line that is printed in one look. */
export interface PrintedRun {
  readonly text: string
  readonly look: PrintedLook
}

export type PrintedColour = 'grey' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan'

export interface PrintedLook {
  /** null: as the text around it. */
  readonly colour: PrintedColour | null
  readonly isBold: boolean
  readonly isItalic: boolean
  readonly isUnderlined: boolean
  readonly isStruck: boolean
}

export type PrintedLine = readonly PrintedRun[]

/**
 * Whether a text was printed for a terminal, which alone knows what it looks like: it holds controls other than tabs
 * and line ends.
 */
export function isForTerminal(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- controls are what is looked for
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n)/.test(text)
}

/** The text of a line, without its looks. */
export function lineText(line: PrintedLine): string {
  return line.map(({ text }) => text).join('')
}
