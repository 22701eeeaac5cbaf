import type { SessionId } from '#shared/ids.ts'

/** What Claude changed in a turn, its tools and all that they started. */
export interface TurnFiles {
  /** In full. */
  readonly files: readonly string[]
  readonly additions: number
  readonly deletions: number
}

/** Port: looks at the folder of a session at the end of a turn. */
export interface FilesOfTurns {
  /** null, at once: nothing ran that could have changed a file. Resolves with null where it cannot be told in time. */
  measure(sessionId: SessionId): Promise<TurnFiles | null> | null
}
