import { closeSync, openSync, readSync } from 'node:fs'

/** Longer than any: 52 numbers, and a name of 64 bytes at most. */
const MOST_BYTES = 2_048

/**
 * Read into again and again: `readFileSync` takes 64 KB of memory for each file whose size is not known before, as all of these. A
 * table of 500 processes, read every few seconds, would keep the collector of garbage at work on an idle machine.
 */
const buffer = Buffer.alloc(MOST_BYTES)

/** `/proc/<pid>/stat` of Linux (proc(5)). @throws Error of `node:fs` when there is no such process. */
export function readStat(pid: number | 'self'): string {
  const fd = openSync(`/proc/${pid}/stat`, 'r')
  try {
    // The kernel hands it out whole.
    return buffer.toString('latin1', 0, readSync(fd, buffer, 0, MOST_BYTES, 0))
  } finally {
    closeSync(fd)
  }
}
