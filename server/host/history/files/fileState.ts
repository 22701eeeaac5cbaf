import { type BigIntStats, lstatSync } from 'node:fs'
import path from 'node:path'

/** What tells whether a file is the one that was read, and whether it has grown. */
export interface FileState {
  readonly identity: string
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modified: number
}

/** State of a file that is one itself; null: it is gone, or a link or folder lies there now. */
export function stateOf(projects: string, at: string): FileState | null {
  try {
    const found = lstatSync(path.join(projects, at), { bigint: true })
    return found.isFile()
      ? { identity: identityOf(found), size: Number(found.size), modified: Number(found.mtimeMs) }
      : null
  } catch {
    return null
  }
}

/** Another file under the same name has another one. */
export function identityOf({ dev, ino }: Pick<BigIntStats, 'dev' | 'ino'>): string {
  return `${dev}:${ino}`
}

/** The time at which something last came into the folder or went; 0 when it is gone. */
export function folderTime(projects: string, at: string): number {
  try {
    return lstatSync(path.join(projects, at)).mtimeMs
  } catch {
    return 0
  }
}
