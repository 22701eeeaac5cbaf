import * as z from 'zod'

/**
 * STARTING → ACTIVE (idle) ⇄ WORKING ⇄ WAITING (needs a person) → TERMINATED | FAILED.
 * SUSPENDED: the process has ended, the next message resumes it.
 */
export const SessionStatus = z.enum(['STARTING', 'ACTIVE', 'WORKING', 'WAITING', 'SUSPENDED', 'TERMINATED', 'FAILED'])
export type SessionStatus = z.infer<typeof SessionStatus>

/** Claude Code's own permission modes. `bypassPermissions` is never restored on resume (rivals E7). */
export const PermissionMode = z.enum(['default', 'acceptEdits', 'plan', 'dontAsk', 'bypassPermissions'])
export type PermissionMode = z.infer<typeof PermissionMode>

/** The reason of a SUSPENDED that a person asked for: nothing but a person ends it. */
export const PAUSED = 'paused'
