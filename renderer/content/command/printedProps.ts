export interface PrintedText {
  readonly text: string
  readonly label: string
  /** The number of its first line. */
  readonly first?: number
  /** What is copied; unless told: what is shown. */
  readonly copies?: string
}
