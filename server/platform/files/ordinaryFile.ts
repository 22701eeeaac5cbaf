import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs'

/**
 * The text of a file by whose name another program may have put anything: null where it is no ordinary file (a link counts as
 * what it leads to), or is longer than `mostBytes`. Never waits, as `readFileSync` does at a pipe that nobody writes to.
 * @throws Error of `node:fs` when it is absent or may not be read.
 */
export function readOrdinaryFile(file: string, mostBytes: number): string | null {
  // Asked first: merely opening a device may do something.
  if (!statSync(file).isFile()) {
    return null
  }
  const fd = openSync(file, constants.O_RDONLY | NEVER_WAIT)
  try {
    // By now it may be another one.
    const found = fstatSync(fd)
    return found.isFile() && found.size <= mostBytes ? readUpTo(fd, found.size) : null
  } finally {
    closeSync(fd)
  }
}

/** Windows has no such flag, and no pipes among its files. */
const NEVER_WAIT = constants.O_NONBLOCK ?? 0

/** A file that grows meanwhile is read to its end of before; one that got shorter, to its end of now. */
function readUpTo(fd: number, size: number): string {
  const buffer = Buffer.alloc(size)
  let read = 0
  while (read < buffer.length) {
    const got = readSync(fd, buffer, read, buffer.length - read, read)
    if (got === 0) {
      break
    }
    read += got
  }
  return buffer.toString('utf8', 0, read)
}
