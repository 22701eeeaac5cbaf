import * as z from 'zod'
import { RuleText } from './ruleText.ts'

/** What a session was made with beside model and mode. Claude Code gets it at each start, on top of its own settings. */
export const SessionSetup = z.strictObject({
  /** Said to Claude behind its own system prompt. */
  system_prompt: z.string().trim().min(1).max(4000).optional(),
  /** Rules of calls that run unasked; dangerous ones are asked about all the same. */
  allowed_tools: z.array(RuleText).max(50).optional(),
  /** Rules of calls that are refused. */
  denied_tools: z.array(RuleText).max(50).optional(),
  /** Folders that Claude works in beside its own. */
  additional_folders: z.array(z.string().min(1).max(4096)).max(20).optional(),
})
export type SessionSetup = z.infer<typeof SessionSetup>
