import type { SessionId } from '#shared/ids.ts'

/** Port: knows whether anything but the session's own process writes in its conversation. */
export interface OtherWriters {
  /**
   * Before a prompt begins a turn in a process that rests: false where something else has written since, or has the
   * conversation open. The session is told of it a moment later. Looks at once, so that nothing comes between.
   */
  mayWrite(sessionId: SessionId): boolean
  /** The same before a process is started. */
  mayStart(sessionId: SessionId): Promise<boolean>
}
