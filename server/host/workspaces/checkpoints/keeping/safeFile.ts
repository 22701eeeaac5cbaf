import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import type { BigIntStats } from 'node:fs'
import { type MaybeVersion, type Version, certainStamp, versionOf } from './version.ts'

/** A file of the folder as it lies there; null: there is none. Links are looked at, never through. */
export function statOf(file: string): BigIntStats | null {
  return lstatSync(file, { bigint: true, throwIfNoEntry: false }) ?? null
}

/** As `statOf`; null also where it cannot be looked at (a folder on the way is closed, or is none any more). */
export function statOrNull(file: string): BigIntStats | null {
  try {
    return statOf(file)
  } catch {
    return null
  }
}

/**
 * As `statOrNull`, for a path that nobody has walked to: null also where a folder on the way is a link, since what lies behind
 * it is not in this folder.
 */
export function statInside(folder: string, relative: string): BigIntStats | null {
  const parts = relative.split('/').slice(0, -1)
  let at = folder
  for (const part of parts) {
    at = path.join(at, part)
    if (statOrNull(at)?.isDirectory() !== true) {
      return null
    }
  }
  return statOrNull(inFolder(folder, relative))
}

/**
 * What the file holds, if it is still the version that is meant; null: it is another one by now, or cannot be read. A link
 * holds where it leads. Never waits for a pipe, and reads no more than the version is large.
 */
export function readVersion(file: string, version: Version): Uint8Array | null {
  try {
    if (version.kind === 'link') {
      const target = readlinkSync(file, { encoding: 'buffer' })
      return isStill(version, statOf(file)) ? target : null
    }
    const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    try {
      const bytes = isStill(version, fstatSync(descriptor, { bigint: true })) ? readAll(descriptor, version.size) : null
      return isStill(version, fstatSync(descriptor, { bigint: true })) ? bytes : null
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return null
  }
}

/** The folder's file of that path. @throws RangeError for a path that would lead out of it. */
export function inFolder(folder: string, relative: string): string {
  const parts = relative.split('/')
  if (relative.includes('\0') || parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new RangeError('This path leads out of its folder.')
  }
  return path.join(folder, ...parts)
}

function isStill(version: Version, stats: BigIntStats | null): boolean {
  const now: MaybeVersion = stats === null ? null : versionOf(stats)
  return now !== null && now.stamp === certainStamp(version)
}

function readAll(descriptor: number, size: number): Uint8Array | null {
  const bytes = Buffer.alloc(size)
  let at = 0
  while (at < size) {
    const count = readSync(descriptor, bytes, at, size - at, at)
    if (count === 0) {
      return null
    }
    at += count
  }
  return bytes
}
