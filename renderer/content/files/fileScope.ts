import { createContext } from 'react'
import type { SessionId } from '#shared/ids.ts'

/** Where paths in a text lead. */
export interface FilesOfSession {
  readonly session_id: SessionId
  /** The folder that the session works in, as its paths begin. */
  readonly workspace: string
}

/** The session whose files a text may name; null: its paths are no links. */
export const FileScope = createContext<FilesOfSession | null>(null)
