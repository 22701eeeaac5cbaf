import * as z from 'zod'

/** A rule in Claude Code's own syntax: `Bash(npm test:*)`, `WebFetch(domain:example.com)`, `Read`. Claude Code alone evaluates it. */
export const RuleText = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .regex(/^\P{Cc}+$/u, { error: 'A rule is one line, without control characters.' })
