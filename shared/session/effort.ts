import * as z from 'zod'

/** How much a model thinks before it answers, in Claude Code's words, the least first. */
export const Effort = z.enum(['low', 'medium', 'high', 'xhigh', 'max'])
export type Effort = z.infer<typeof Effort>
