import * as z from 'zod'
import { RuleText } from './ruleText.ts'

/** Of an environment variable. Which of them a session may set is decided in the host. */
export const VariableName = z.string().regex(/^[A-Za-z_]\w{0,99}$/, {
  error: 'The name of a variable begins with a letter or _ and holds letters, digits and _ (100 at most).',
})

const text = z.string().max(2000)
const texts = z.record(z.string().max(100), text).optional()

/** A server of tools for Claude. In each text `${NAME}` stands for a variable of the session's environment. */
export const McpServer = z.union([
  /** A program that Claude Code starts with each of its processes. */
  z.strictObject({
    type: z.literal('stdio'),
    command: text.min(1),
    args: z.array(text).max(50).optional(),
    env: texts,
  }),
  z.strictObject({ type: z.enum(['http', 'sse']), url: text, headers: texts }),
])
export type McpServer = z.infer<typeof McpServer>

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
  /** By name, at most 10. */
  mcp_servers: z.record(z.string(), McpServer).optional(),
})
export type SessionSetup = z.infer<typeof SessionSetup>
