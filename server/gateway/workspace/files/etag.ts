import type { BigIntStats } from 'node:fs'

/**
 * A strong mark of what a file holds: its number, size, and when its content and its record last changed, to the nanosecond.
 * Not of the content itself: a file of a gigabyte would be read for it. A program that writes the same number of bytes twice
 * within one tick of the system's clock (4 ms) and keeps the file is the one thing it does not see.
 */
export function etagOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `"${[ino, size, mtimeNs, ctimeNs].map((part) => part.toString(36)).join('-')}"`
}

/** Whether a header of `If-Match` or `If-None-Match` names a mark. `*` names any. */
export function namesEtag(header: string, etag: string): boolean {
  return header.split(',').some((one) => one.trim() === '*' || one.trim() === etag)
}
