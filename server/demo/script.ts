/** What the stand-in reads out of one request: enough to know which line of the script comes next. */
export interface Conversation {
  /** The newest text that a person (or the parent agent) wrote. */
  readonly prompt: string
  /** How many prompts came before it in this conversation. */
  readonly prompt_index: number
  /** How many answers the prompt got already: 0 = first answer, 1 = after the first tool results … */
  readonly step: number
  readonly tools: ReadonlySet<string>
  /** The folder Claude Code works in, as it tells the model; null when it did not. */
  readonly cwd: string | null
  /** The tools that the answers to this prompt called so far, in order, with what came of them. */
  readonly calls: readonly ToolCall[]
  /** What a person said into the running turn since the last answer. */
  readonly steered: readonly string[]
}

export interface ToolCall {
  readonly name: string
  readonly is_error: boolean
  /** The result as text, its beginning; empty while there is none. */
  readonly result: string
}

/** One thing an answer does, in order. */
export type Part =
  | { readonly kind: 'thinking' | 'text'; readonly text: string }
  | { readonly kind: 'tool'; readonly name: string; readonly input: Readonly<Record<string, unknown>> }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Falls silent and leaves the stream open. */
  | { readonly kind: 'hang' }
  /** Breaks the connection. */
  | { readonly kind: 'cut' }
  /** Answers with an error status instead, this many times for the same step. */
  | { readonly kind: 'error'; readonly status: number; readonly times: number }

export interface Reply {
  readonly parts: readonly Part[]
  /** Milliseconds per token; absent: the server's own pace. */
  readonly token_ms?: number | undefined
}

/** Decides the answer. The same conversation gets the same reply. */
export type Script = (conversation: Conversation) => Reply
