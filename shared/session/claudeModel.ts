import * as z from 'zod'
import { Effort } from './effort.ts'

/** A model as Claude Code offers it. */
export const ClaudeModel = z.object({
  /** As a session may name it: `default`, an alias, a full name. */
  name: z.string(),
  /** The full name of what that is now; null where Claude Code does not say. */
  resolved: z.string().nullable(),
  /** None where the model offers no choice. */
  effort_levels: z.array(Effort),
})
export type ClaudeModel = z.infer<typeof ClaudeModel>
