import * as z from 'zod'
import { SessionId, TerminalId, Timestamp } from '../ids.ts'

/** Columns and rows that a terminal may have. A screen of more is none that anybody looks at. */
export const TerminalColumns = z.number().int().min(2).max(1000)
export const TerminalRows = z.number().int().min(1).max(500)

/** shell: the person's shell in the session's folder · claude: Claude Code's own interface on the session's conversation. */
export const TerminalKind = z.enum(['shell', 'claude'])
export type TerminalKind = z.infer<typeof TerminalKind>

export const TerminalSignal = z.enum(['SIGINT', 'SIGQUIT', 'SIGTSTP', 'SIGTERM', 'SIGHUP', 'SIGKILL'])
export type TerminalSignal = z.infer<typeof TerminalSignal>

/** exited: by itself · closed: by a person · session_ended: its session ended · host_died: the session host did. */
export const TerminalEndReason = z.enum(['exited', 'closed', 'session_ended', 'host_died'])
export type TerminalEndReason = z.infer<typeof TerminalEndReason>

export const TerminalEnd = z.object({
  /** null: it ended by a signal, or nobody saw it. */
  exit_code: z.number().int().nullable(),
  signal: z.string().nullable(),
  reason: TerminalEndReason,
  ended_at: Timestamp,
  /** The last that stood on the screen, without colours; at most 20 lines. */
  last_lines: z.array(z.string()),
})
export type TerminalEnd = z.infer<typeof TerminalEnd>

/** Whose window decides the size. null: nobody's. */
export const TerminalOwner = z.object({ name: z.string() }).nullable()

/** A terminal of a session. It runs in the session host, whoever looks. */
export const TerminalInfo = z.object({
  terminal_id: TerminalId,
  session_id: SessionId,
  kind: TerminalKind,
  /** What its program calls itself; the shell's name until it does. Without control characters. */
  title: z.string(),
  /** The folder that it was opened in. */
  cwd: z.string(),
  cols: z.number().int(),
  rows: z.number().int(),
  owner: TerminalOwner,
  opened_at: Timestamp,
  /** null: it runs. */
  ended: TerminalEnd.nullable(),
})
export type TerminalInfo = z.infer<typeof TerminalInfo>

export const TerminalSize = z.object({
  cols: z.number().int(),
  rows: z.number().int(),
  owner: TerminalOwner,
  /** Whether the size is that of whoever is told this. */
  is_owner: z.boolean(),
})
export type TerminalSize = z.infer<typeof TerminalSize>

/** What a viewer needs to draw the exact screen; the bytes of the stream follow from `offset` on. */
export const TerminalAttached = TerminalSize.extend({
  terminal_id: TerminalId,
  handle: z.number().int(),
  /** VT text that draws scrollback and screen on a terminal that was reset; empty where the bytes go on after `after_offset`. */
  snapshot: z.string(),
  offset: z.number().int(),
  title: z.string(),
  /** Lines above the screen that are kept. */
  scrollback: z.number().int(),
  ended: TerminalEnd.nullable(),
})
export type TerminalAttached = z.infer<typeof TerminalAttached>
