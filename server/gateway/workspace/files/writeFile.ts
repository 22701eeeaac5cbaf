import { constants } from 'node:fs'
import { type FileHandle, lstat, open, rename, unlink } from 'node:fs/promises'
import { HomeportError } from '#shared/errors.ts'
import type { FileWarning } from '#shared/operations/file.ts'
import { failureCode } from '#server/platform/failure.ts'
import { isGitFolder } from '#server/platform/files/gitFolder.ts'
import type { Confined, Located } from '../confine/confine.ts'
import { etagOf, namesEtag } from './etag.ts'
import { refused } from '../paths/path.ts'
import { warningsOf } from './suspicious.ts'
import type { Turns } from './turns.ts'

const NEW = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0)

/** Under which conditions something is written; headers as they came. */
export interface Conditions {
  readonly if_match?: string | undefined
  readonly if_none_match?: string | undefined
}

export interface Writing {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly conditions: Conditions
  /** Called with the size before each part is written, and what the file had before. @throws HomeportError FILE_001, FILE_005. */
  readonly assertFits: (size: number, before: number) => void
  /** For the name of the unfinished file. */
  readonly id: string
  /** One after the other takes its place, so that of two who save over the same file one is told. */
  readonly turns: Turns
  /** What takes the place is done in it. */
  readonly own: (take: () => Promise<void>) => Promise<void>
}

export interface Written {
  readonly size: number
  readonly etag: string
  readonly warnings: FileWarning[]
}

/**
 * Writes a file whole: beside its place first, then it takes it at once, with the rights that the file before had. Whoever
 * reads it sees the old or the new one, never a part; what fails leaves the old one. A link is followed inside.
 * @throws HomeportError FILE_001, FILE_003, FILE_004, FILE_005, FILE_006.
 */
export async function writeWorkspaceFile(
  confined: Confined,
  parts: readonly string[],
  writing: Writing,
): Promise<Written> {
  return confined.locate(parts, 'follow', async (found) => {
    const shown = parts.join('/')
    // A link inside may lead to what is not changed here.
    if (found.real.some(isGitFolder)) {
      throw refused(shown, 'belongs to Git, and is not changed here')
    }
    if (found.name === '' || (found.stats !== null && !found.stats.isFile())) {
      throw refused(shown, found.stats?.isDirectory() === false ? 'is a device, a pipe or a socket' : 'is a folder')
    }
    assertUnchanged(found.stats === null ? null : etagOf(found.stats), writing.conditions)
    const beside = found.folder.at(`.homeport-${writing.id}`)
    const handle = await open(beside, NEW, 0o666)
    try {
      const size = await fill(handle, writing, Number(found.stats?.size ?? 0))
      if (found.stats !== null) {
        await handle.chmod(Number(found.stats.mode) & 0o777)
      }
      await handle.sync()
      const warnings = await warningsOf(handle)
      await writing.turns.run([confined.root, ...found.real].join('/'), () =>
        writing.own(() => takePlace(found, { beside, handle, conditions: writing.conditions })),
      )
      return { size, etag: etagOf(await handle.stat({ bigint: true })), warnings }
    } catch (error) {
      await unlink(beside).catch(() => {})
      throw error
    } finally {
      await handle.close()
    }
  })
}

async function fill(handle: FileHandle, { bytes, assertFits }: Writing, before: number): Promise<number> {
  let size = 0
  for await (const chunk of bytes) {
    assertFits(size + chunk.length, before)
    for (let done = 0; done < chunk.length;) {
      const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, size + done)
      done += bytesWritten
    }
    size += chunk.length
  }
  return size
}

interface Placing {
  readonly beside: string
  readonly handle: FileHandle
  readonly conditions: Conditions
}

/** Looked at once more: writing takes a while. */
async function takePlace({ at, folder }: Located, { beside, handle, conditions }: Placing): Promise<void> {
  const now = await lstat(at, { bigint: true }).catch((error: unknown) => {
    if (failureCode(error) === 'ENOENT') {
      return null
    }
    throw error
  })
  assertUnchanged(now === null ? null : etagOf(now), conditions)
  if (!(await folder.holds(handle, beside))) {
    throw refused(folder.parts.join('/'), 'changed while it was written')
  }
  await rename(beside, at)
}

/** `etag` null: nothing is there. */
function assertUnchanged(etag: string | null, { if_match, if_none_match }: Conditions): void {
  const isOther = if_match !== undefined && (etag === null || !namesEtag(if_match, etag))
  const isThere = if_none_match !== undefined && etag !== null && namesEtag(if_none_match, etag)
  if (isOther || isThere) {
    const what = etag === null ? 'was deleted' : isThere ? 'is there already' : 'was changed'
    throw new HomeportError(
      'FILE_004',
      `The file ${what} meanwhile. Nothing was written; read it again, or save under another name.`,
      {
        details: etag === null ? {} : { etag },
      },
    )
  }
}
