/** A run of a line with one style. */
export interface PrintedRun {
  readonly text: string
  readonly style: PrintedStyle
}

export type PrintedColour = 'grey' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan'

export interface PrintedStyle {
  /** null: the colour of the surrounding text. */
  readonly colour: PrintedColour | null
  readonly isBold: boolean
  readonly isItalic: boolean
  readonly isUnderlined: boolean
  readonly isStruck: boolean
}

export type PrintedLine = readonly PrintedRun[]

/** Whether a text contains control characters other than tabs and line ends, so that only a terminal can render it. */
export function isForTerminal(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- controls are what is looked for
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n)/.test(text)
}

/** The text of a line, without styles. */
export function lineText(line: PrintedLine): string {
  return line.map(({ text }) => text).join('')
}
