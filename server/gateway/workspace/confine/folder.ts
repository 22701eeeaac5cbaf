import type { FileHandle } from 'node:fs/promises'

/** A folder of a workspace that is open. */
export interface Folder {
  /** Its parts from the workspace, after all links. */
  readonly parts: readonly string[]
  /** The folder itself, for the system’s calls. */
  readonly itself: string
  /** What has that name in it, for the system’s calls. */
  at(name: string): string
  /** Where a link in it leads, as parts from the workspace. @throws HomeportError FILE_003 when that is outside. */
  readLink(name: string): Promise<readonly string[]>
  /** Whether an opened file is the one that lies there, inside the workspace. */
  holds(handle: FileHandle, at: string): Promise<boolean>
  close(): Promise<void>
}

/** The workspace that folders are opened in. */
export interface Bounds {
  readonly root: string
  isClosed(parts: readonly string[]): boolean
}
