import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** At this size the file becomes `<file>.1`, replacing the one before: a log never takes more than twice this. */
const LOG_FILE_BYTES = 8 * 1024 * 1024

export interface LogFile {
  write(line: string): void
  close(): void
}

/**
 * A log file that only its owner can read, written synchronously so that the last lines before a crash are there.
 * A full disk loses lines, never the process.
 * @throws Error of `node:fs` when the file cannot be opened.
 */
export function openLogFile(path: string, maxBytes: number = LOG_FILE_BYTES): LogFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  let current: number | null = openSync(path, 'a', 0o600)
  let size = fstatSync(current).size

  const rotate = (): void => {
    if (current !== null) {
      closeSync(current)
      current = null
    }
    renameSync(path, `${path}.1`)
    current = openSync(path, 'a', 0o600)
    size = 0
  }

  return {
    write: (line) => {
      try {
        const bytes = Buffer.byteLength(line)
        if (size > 0 && size + bytes > maxBytes) {
          rotate()
        }
        current ??= openSync(path, 'a', 0o600)
        writeSync(current, line)
        size += bytes
      } catch {
        // Nowhere is left to say it: the log itself is what failed.
      }
    },
    close: () => {
      if (current !== null) {
        closeSync(current)
        current = null
      }
    },
  }
}
