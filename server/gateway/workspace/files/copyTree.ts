import { constants } from 'node:fs'
import { chmod, lstat, mkdir, open, readlink, rm, rmdir, symlink } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { HomeportError } from '#shared/errors.ts'
import type { Confined } from '../confine/confine.ts'
import { treeBelow } from './tree.ts'

const MAX_COPIED = 200_000
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0)

/** A place in a workspace, or in a folder of Homeport’s own that is confined in the same way. */
export interface Place {
  readonly confined: Confined
  readonly parts: readonly string[]
}

/**
 * Copies a file or folder to where nothing is: what a link is stays a link, devices and pipes are left out. What was copied
 * is taken away again where it fails, and never what was there before. `assertFits` hears of each size before.
 * @throws HomeportError FILE_001 with too many files, FILE_005, FILE_007.
 */
export async function copyTree(from: Place, to: Place, assertFits: (bytes: number) => void): Promise<void> {
  const stats = await from.confined.locate(from.parts, 'keep', async (found) => found.stats)
  if (stats === null) {
    throw Object.assign(new Error('It is not there.'), { code: 'ENOENT' })
  }
  await assertFree(to)
  if (!stats.isDirectory()) {
    assertFits(Number(stats.size))
    await copyOne(from, to, stats.isSymbolicLink())
    return
  }
  await makeFolder(to, Number(stats.mode))
  try {
    await copyBelow(from, to, assertFits)
  } catch (error) {
    await removeTree(to)
    throw error
  }
}

async function copyBelow(from: Place, to: Place, assertFits: (bytes: number) => void): Promise<void> {
  const tree = treeBelow(from.confined, from.parts, MAX_COPIED)
  let total = 0
  for (let next = await tree.next(); ; next = await tree.next()) {
    if (next.done === true) {
      if (next.value.isCut) {
        throw new HomeportError('FILE_001', `There are more than ${MAX_COPIED} files. Nothing was copied.`)
      }
      return
    }
    const { parts, kind, size, mode } = next.value
    const there = { confined: to.confined, parts: [...to.parts, ...parts.slice(from.parts.length)] }
    total += size
    assertFits(total)
    if (kind === 'folder') {
      await makeFolder(there, mode)
    } else if (kind !== 'other') {
      await copyOne({ confined: from.confined, parts }, there, kind === 'symlink')
    }
  }
}

/** Bytes of all files there; 0 where nothing is. */
export async function treeSize({ confined, parts }: Place): Promise<number> {
  const stats = await confined.locate(parts, 'keep', async (found) => found.stats)
  if (stats?.isDirectory() !== true) {
    return stats?.isFile() === true ? Number(stats.size) : 0
  }
  let total = 0
  for await (const { size } of treeBelow(confined, parts, MAX_COPIED)) {
    total += size
  }
  return total
}

/** Takes away what lies there, without following links. */
export async function removeTree({ confined, parts }: Place): Promise<void> {
  await confined.locate(parts, 'keep', async ({ at }) => rm(at, { recursive: true, force: true }))
}

async function makeFolder({ confined, parts }: Place, mode: number): Promise<void> {
  await confined.locate(parts, 'keep', async ({ at }) => {
    await mkdir(at)
    // So that what it holds can be put in, whatever the folder that is copied forbids.
    await chmod(at, (mode & 0o777) | 0o700).catch(async (error: unknown) => {
      await rmdir(at)
      throw error
    })
  })
}

async function copyOne(from: Place, to: Place, isLink: boolean): Promise<void> {
  if (isLink) {
    const target = await from.confined.locate(from.parts, 'keep', async ({ at }) => readlink(at))
    await to.confined.locate(to.parts, 'keep', async ({ at }) => symlink(target, at))
    return
  }
  await to.confined.locate(to.parts, 'keep', async ({ at }) => {
    const source = await from.confined.openFile(from.parts)
    try {
      const { mode } = await source.stat()
      const target = await open(at, NEW, mode & 0o777)
      // From here on what lies there is ours.
      await pipeline(source.createReadStream({ autoClose: false }), target.createWriteStream()).catch(
        async (error: unknown) => {
          await rm(at, { force: true })
          throw error
        },
      )
    } finally {
      await source.close()
    }
  })
}

/** @throws an error of the system, EEXIST, where something is. */
export async function assertFree(place: Place): Promise<void> {
  if (await isThere(place)) {
    throw Object.assign(new Error('Something is there.'), { code: 'EEXIST' })
  }
}

/** Whether something is there. */
export async function isThere({ confined, parts }: Place): Promise<boolean> {
  return confined
    .locate(parts, 'keep', async ({ at }) => {
      await lstat(at)
      return true
    })
    .catch((error: unknown) => {
      if (error instanceof HomeportError && error.code === 'FILE_006') {
        return false
      }
      throw error
    })
}
