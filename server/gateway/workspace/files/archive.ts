import type { FileHandle } from 'node:fs/promises'
import { ZipFile } from 'yazl'
import { HomeportError } from '#shared/errors.ts'
import type { Streamed } from '#shared/operations/streamed.ts'
import type { Confined } from '../confine/confine.ts'
import { neverAPage } from './readFile.ts'
import { treeBelow } from './tree.ts'

const MAX_ARCHIVED = 200_000
/** Files that are packed already. */
const PACKED = /\.(zip|gz|tgz|bz2|xz|zst|7z|rar|jar|png|jpe?g|gif|webp|avif|mp[34]|webm|mov|woff2?)$/i

/**
 * A folder as a zip file, read and packed while it is sent. Links, devices and what may not be read are left out, and so is
 * `.git`. What changes so much meanwhile that a file cannot be packed breaks it off.
 * @throws HomeportError FILE_003, FILE_006.
 */
export async function archiveFolder(confined: Confined, parts: readonly string[]): Promise<Streamed> {
  await confined.inFolder(parts, async () => {})
  const name = `${parts.at(-1) ?? confined.root.split(/[/\\]/).at(-1) ?? 'files'}.zip`
  return {
    headers: { 'Content-Type': 'application/zip', ...neverAPage('attachment', name) },
    bytes: packed(confined, parts),
  }
}

async function* packed(confined: Confined, parts: readonly string[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  zip.on('error', () => {})
  const output = zip.outputStream
  const filling = fill(zip, confined, parts).catch((error: unknown) => {
    const reason = error instanceof Error ? error : new Error(String(error))
    if ('destroy' in output && typeof output.destroy === 'function') {
      output.destroy(reason)
    }
  })
  try {
    for await (const chunk of output) {
      yield Buffer.from(chunk)
    }
  } finally {
    zip.emit('error', new Error('Nobody reads it any more.'))
    await filling
  }
}

/** One file after the other: as many are open as are read. */
async function fill(zip: ZipFile, confined: Confined, parts: readonly string[]): Promise<void> {
  const failed = new Promise<never>((_resolve, reject) => zip.once('error', reject))
  failed.catch(() => {})
  const tree = treeBelow(confined, parts, MAX_ARCHIVED)
  for (let next = await tree.next(); ; next = await tree.next()) {
    if (next.done === true) {
      if (next.value.isCut) {
        throw new Error(`There are more than ${MAX_ARCHIVED} files.`)
      }
      zip.end()
      return
    }
    const { parts: found, kind, mtimeMs, mode } = next.value
    const below = found.slice(parts.length)
    const attributes = { mtime: new Date(mtimeMs), mode: mode & 0o777 }
    if (below.includes('.git') || !below.every(isUnpackable)) {
      continue
    }
    if (kind === 'folder') {
      zip.addEmptyDirectory(below.join('/'), attributes)
    } else if (kind === 'file') {
      const handle = await readable(confined, found)
      if (handle !== null) {
        const source = handle.createReadStream()
        const done = new Promise<void>((resolve, reject) => source.once('close', resolve).once('error', reject))
        zip.addReadStream(source, below.join('/'), { ...attributes, compress: !PACKED.test(found.at(-1) ?? '') })
        try {
          await Promise.race([done, failed])
        } finally {
          source.destroy()
        }
      }
    }
  }
}

/** A name that an unpacking program could take for another place is left out. */
function isUnpackable(name: string): boolean {
  return !/[\\:]/.test(name)
}

async function readable(confined: Confined, parts: readonly string[]): Promise<FileHandle | null> {
  try {
    return await confined.openFile(parts)
  } catch (error) {
    if (error instanceof HomeportError) {
      return null
    }
    throw error
  }
}
