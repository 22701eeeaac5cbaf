import * as z from 'zod'

/** A command, skill or custom command that Claude Code takes at the beginning of a prompt. */
export const ClaudeCommand = z.object({
  /** Without the `/`. */
  name: z.string(),
  /** What it does, in its author's words; empty where nobody said. */
  description: z.string(),
  /** What it wants behind its name, such as `[focus]`; empty where nothing. */
  argument_hint: z.string(),
  /** Claude Code runs it in its terminal only: sent from here, it does nothing. */
  needs_terminal: z.boolean(),
})
export type ClaudeCommand = z.infer<typeof ClaudeCommand>
