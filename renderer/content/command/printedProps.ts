export interface PrintedText {
  readonly text: string
  readonly label: string
  /** The number of its first line. */
  readonly first?: number
  /** The text that is copied; by default what is shown. */
  readonly copies?: string
  /** Of the file that it is, which gives it colours. */
  readonly path?: string
}
