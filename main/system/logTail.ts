import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const MAX_BYTES = 16 * 1024
const MAX_LINES = 40

/** The last lines of a log, as people read them; empty when there is none. Reads no more than its last 16 KiB. */
export function logTail(file: string): string[] {
  try {
    const fd = openSync(file, 'r')
    try {
      const { size } = fstatSync(fd)
      const start = Math.max(0, size - MAX_BYTES)
      const bytes = Buffer.alloc(size - start)
      readSync(fd, bytes, 0, bytes.length, start)
      const lines = bytes
        .toString('utf8')
        .split('\n')
        .slice(start === 0 ? 0 : 1)
      return lines
        .filter((line) => line !== '')
        .slice(-MAX_LINES)
        .map(logLine)
    } finally {
      closeSync(fd)
    }
  } catch {
    return []
  }
}

/** A JSON line of the log as text; any other line unchanged. */
export function logLine(line: string): string {
  try {
    const { time, level, msg, ...facts }: Record<string, unknown> = JSON.parse(line)
    const error = facts['error']
    const words = typeof error === 'object' && error !== null && 'message' in error ? `: ${String(error.message)}` : ''
    return `${clock(time)} ${String(level)} ${String(msg)}${words}`
  } catch {
    return line
  }
}

function clock(time: unknown): string {
  const at = new Date(typeof time === 'number' || typeof time === 'string' ? time : Number.NaN)
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(11, 19)
}
