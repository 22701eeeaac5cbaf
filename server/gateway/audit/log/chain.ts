import { createHash } from 'node:crypto'

/** The hash before the first entry. */
export const GENESIS = '0'.repeat(64)

/** A position in the chain: the number of an entry and the hash that covers it and all before it. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

/**
 * SHA-256, as hex, of the hash before and the entry's canonical JSON. Anybody can compute it again from an export:
 * take the line without its `hash`, write it canonically, hash it after the line before.
 */
export function chainHash(before: string, entry: string): string {
  return createHash('sha256').update(before).update(entry).digest('hex')
}
