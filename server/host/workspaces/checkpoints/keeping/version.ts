import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import type { ChangeKind } from '#shared/session/changes.ts'

/** One file or link as it was at a time. */
export interface Version {
  readonly kind: 'file' | 'link'
  /** Permission bits. */
  readonly mode: number
  readonly size: number
  /** Changes with every change of the file, also with one that keeps its size and its time. */
  readonly stamp: string
  /** SHA-256 of what is kept of it · `git:` and the id of a blob of the repository · null: not kept · PENDING. */
  readonly content: string | null
}

/** Its content has not been read yet. */
export const PENDING = ''

/** Versions by path. null: there is no such file. */
export type MaybeVersion = Version | null

/** null for what is neither a file nor a link: nothing of it is kept, and it is never opened. */
export function versionOf(stats: BigIntStats): MaybeVersion {
  const kind = stats.isFile() ? 'file' : stats.isSymbolicLink() ? 'link' : null
  return kind === null
    ? null
    : {
        kind,
        mode: Number(stats.mode) & 0o777,
        size: Number(stats.size),
        stamp: `${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`,
        content: PENDING,
      }
}

/** A file that changes again within so long may keep its stamp: the kernel's clock is no finer. */
const TICK_MS = 30
const UNCERTAIN = ' uncertain'

/** The version as it was seen at a time: one that had just changed is looked at again, whatever its stamp says then. */
export function seenAt(version: Version, changed: number, now: number): Version {
  return now - changed > TICK_MS ? version : { ...version, stamp: version.stamp + UNCERTAIN }
}

/** The stamp alone. */
export function certainStamp({ stamp }: Version): string {
  return stamp.replace(UNCERTAIN, '')
}

/** What happened between two versions; null: nothing that anybody would see. */
export function kindBetween(before: MaybeVersion, after: MaybeVersion): ChangeKind | null {
  if (before === null || after === null) {
    return before === after ? null : before === null ? 'added' : 'deleted'
  }
  return isSame(before, after) ? null : 'modified'
}

/** Whether both hold the same. Of contents that are not known the stamp decides. */
export function isSame(one: MaybeVersion, other: MaybeVersion): boolean {
  if (one === null || other === null) {
    return one === other
  }
  const isKnownOfBoth = isKnown(one.content) && isKnown(other.content)
  if (one.stamp === other.stamp || (certainStamp(one) === certainStamp(other) && !isKnownOfBoth)) {
    return true
  }
  return (
    one.kind === other.kind &&
    one.size === other.size &&
    (one.kind === 'link' || one.mode === other.mode) &&
    isKnownOfBoth &&
    one.content === other.content
  )
}

export function isKnown(content: string | null): content is string {
  return content !== null && content !== PENDING
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The id that Git has for these bytes, in a repository whose ids are as long as `id`. */
export function gitIdOf(bytes: Uint8Array, id: string): string {
  const algorithm = id.length === 40 ? 'sha1' : 'sha256'
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
