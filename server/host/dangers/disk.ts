import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import path from 'node:path'

/** Bytes of a file that are read. Longer ones are compared as far as that. */
export const MAX_EXAMINED = 4 * 1024 * 1024

/** How long the disk may take. A network drive that is away must not hold an approval back. */
const MAX_WAIT_MS = 1000

/** What lies at a path now. `is_whole`: false where the file is longer than what was read. */
export interface FileNow {
  readonly bytes: Buffer
  readonly is_whole: boolean
}

/**
 * Where a path leads, through every link on the way; what is not there yet counts as lying where it would be made.
 * null when that cannot be found out in time. Never throws.
 */
export async function resolvedPath(file: string): Promise<string | null> {
  return isElsewhere(file) ? null : inTime(async () => followLinks(file))
}

/** The file as it is; null when there is none, it is no regular file, or it cannot be read in time. Never throws. */
export async function fileNow(file: string): Promise<FileNow | null> {
  return isElsewhere(file) ? null : inTime(async () => readRegular(file))
}

/** Another machine's share: only asking for it would sign this machine in there. */
function isElsewhere(file: string): boolean {
  return /^[\\/]{2}/.test(file) || file.includes('\u0000')
}

async function followLinks(file: string): Promise<string> {
  const missing: string[] = []
  let at = path.resolve(file)
  for (;;) {
    try {
      return path.join(await realpath(at), ...missing)
    } catch {
      const above = path.dirname(at)
      if (above === at) {
        return path.resolve(file)
      }
      missing.unshift(path.basename(at))
      at = above
    }
  }
}

async function readRegular(file: string): Promise<FileNow | null> {
  // Without waiting for a writer: the path may be a pipe.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) {
      return null
    }
    const bytes = await readBounded(handle, Math.min(stat.size, MAX_EXAMINED))
    return { bytes, is_whole: stat.size <= MAX_EXAMINED }
  } finally {
    await handle.close()
  }
}

async function readBounded(handle: FileHandle, size: number): Promise<Buffer> {
  const buffer = Buffer.alloc(size)
  let filled = 0
  while (filled < size) {
    const { bytesRead } = await handle.read(buffer, filled, size - filled, filled)
    if (bytesRead === 0) {
      break
    }
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

async function inTime<T>(ask: () => Promise<T | null>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), MAX_WAIT_MS)
  })
  try {
    return await Promise.race([ask().catch(() => null), late])
  } finally {
    clearTimeout(timer)
  }
}
