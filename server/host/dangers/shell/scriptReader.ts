import type { Span } from '../dangerTable.ts'
import type { Reading } from './reading.ts'
import type { Expander, Field, Origin, Value } from './words.ts'

/** Where a script's text is in the command that a person sees. */
export interface TextPosition {
  /** Where it begins, when it stands there letter by letter; null when every mark in it is `span`. */
  readonly base: number | null
  readonly span: Span
  /** Where the text's unknown parts come from. */
  readonly origins: ReadonlySet<Origin>
}

/** What the parts that read commands and redirections need of the reader of a script. */
export interface ScriptReader {
  readonly reading: Reading
  readonly at: TextPosition
  readonly expander: Expander
  /** The functions whose bodies are being read, the innermost last. */
  readonly functions: readonly string[]
  span(start: number, end: number): Span
  execute(script: Value, at: Pick<Field, 'span' | 'verbatimAt'>): void
}
