import { type BigIntStats, constants } from 'node:fs'
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises'
import path from 'node:path'
import { failureCode } from '#server/platform/failure.ts'
import type { Folder } from './folder.ts'
import { isWithin } from './within.ts'
import { openByHandles } from './handleWalk.ts'
import { openChecked } from './checkedFolder.ts'
import { onFile } from '../paths/failures.ts'
import { refused } from '../paths/path.ts'

/** Something in a workspace, by the open folder that holds it. */
export interface Located {
  /** Empty: the workspace itself. */
  readonly name: string
  /** For the system’s calls; holds while the folder is open. A link there is not followed. */
  readonly at: string
  readonly folder: Folder
  /** null: nothing is there. */
  readonly stats: BigIntStats | null
  /** Its parts from the workspace, after all links. */
  readonly real: readonly string[]
}

/** A folder that sessions work in, and nothing outside of it. */
export interface Confined {
  /** Its real path. */
  readonly root: string
  /** Homeport’s own data, as a path from `root`; null: it is not in it. */
  readonly closed: string | null
  /** Whether something in it is that: nothing there is for its people. */
  isClosed(parts: readonly string[]): boolean
  /**
   * Finds something. follow: what a link at the end names · keep: the link itself.
   * @throws HomeportError FILE_003 when it is outside, FILE_006 when a folder above it is not there.
   */
  locate<T>(parts: readonly string[], last: 'follow' | 'keep', use: (found: Located) => Promise<T>): Promise<T>
  /** As `locate`, for a folder. @throws HomeportError FILE_006 when it is none. */
  inFolder<T>(parts: readonly string[], use: (folder: Folder) => Promise<T>): Promise<T>
  /**
   * Opens a file to be read. Close it.
   * @throws HomeportError FILE_003 for folders, devices, pipes and sockets, FILE_006 when it is not there.
   */
  openFile(parts: readonly string[]): Promise<FileHandle>
}

/** Reading never waits for a pipe’s other end, takes no terminal, and follows nothing that was put there meanwhile. */
const READING =
  constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0) | (constants.O_NOFOLLOW ?? 0)
const MAX_TRIES = 3
const MAX_LINKS = 40

/**
 * The one module that opens files of workspaces. On Linux each folder on the way is opened by the handle of the one above
 * without following links, and files are used by the handle of their folder: nobody who swaps a folder for a link meanwhile
 * leads anybody outside. Elsewhere what was opened is compared with what its real path names. Hard links are files like
 * any other: reading them reads what its owner put there, and writing gives the name a new file and leaves the other one.
 * `folder`: as the session has it. `dataDir`: Homeport’s own.
 * @throws HomeportError FILE_003 when the folder is gone, or is not what it was.
 */
export async function confine(
  folder: string,
  { dataDir, platform = process.platform }: { readonly dataDir: string; readonly platform?: NodeJS.Platform },
): Promise<Confined> {
  const own = await realpath(dataDir).catch(() => path.resolve(dataDir))
  return new ConfinedFolder(folder, { own, openFolder: platform === 'linux' ? openByHandles : openChecked })
}

class ConfinedFolder implements Confined {
  readonly root: string
  readonly closed: string | null
  readonly #own: string
  readonly #openFolder: typeof openByHandles

  constructor(root: string, { own, openFolder }: { readonly own: string; readonly openFolder: typeof openByHandles }) {
    this.root = root
    this.#own = own
    this.#openFolder = openFolder
    const isAround = isWithin(own, root) && own !== root
    this.closed = isAround ? path.relative(root, own).split(path.sep).join('/') : null
  }

  isClosed(parts: readonly string[]): boolean {
    return this.closed !== null && isWithin(path.join(this.root, ...parts), this.#own)
  }

  async inFolder<T>(parts: readonly string[], use: (folder: Folder) => Promise<T>): Promise<T> {
    return onFile(parts.join('/'), async () => {
      const opened = await this.#openFolder(this, parts)
      try {
        return await use(opened)
      } finally {
        await opened.close()
      }
    })
  }

  async locate<T>(wanted: readonly string[], last: 'follow' | 'keep', use: (found: Located) => Promise<T>): Promise<T> {
    let parts = wanted
    for (let links = 0; links <= MAX_LINKS; links += 1) {
      const next = await this.#locateOnce(parts, last, use)
      if (next.kind === 'done') {
        return next.result
      }
      parts = next.to
    }
    throw refused(wanted.join('/'), 'is a link that leads round in a circle')
  }

  async openFile(parts: readonly string[]): Promise<FileHandle> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const handle = await this.locate(parts, 'follow', async (found) => openIn(found, parts.join('/')))
      if (handle !== null) {
        return handle
      }
    }
    throw refused(parts.join('/'), 'changed while it was opened')
  }

  async #locateOnce<T>(
    parts: readonly string[],
    last: 'follow' | 'keep',
    use: (found: Located) => Promise<T>,
  ): Promise<
    { readonly kind: 'done'; readonly result: T } | { readonly kind: 'link'; readonly to: readonly string[] }
  > {
    const name = parts.at(-1) ?? ''
    return this.inFolder(parts.slice(0, -1), async (folder) => {
      const real = name === '' ? [] : [...folder.parts, name]
      if (this.isClosed(real)) {
        throw refused(parts.join('/'), 'is where Homeport keeps its own data')
      }
      const at = name === '' ? folder.itself : folder.at(name)
      const stats = await lstat(at, { bigint: true }).catch(missing)
      return stats?.isSymbolicLink() === true && last === 'follow'
        ? { kind: 'link', to: await folder.readLink(name) }
        : { kind: 'done', result: await onFile(parts.join('/'), () => use({ name, at, folder, stats, real })) }
    })
  }
}

/** null: it became something else meanwhile. @throws HomeportError FILE_003 for what is no file. */
async function openIn({ at, folder, stats }: Located, shown: string): Promise<FileHandle | null> {
  if (stats !== null && !stats.isFile()) {
    throw refused(shown, stats.isDirectory() ? 'is a folder' : 'is a device, a pipe or a socket, not a file')
  }
  const handle = await open(at, READING).catch((error: unknown) => {
    // A link took its place.
    if (stats !== null && failureCode(error) === 'ELOOP') {
      return null
    }
    throw error
  })
  if (handle === null || ((await handle.stat()).isFile() && (await folder.holds(handle, at)))) {
    return handle
  }
  await handle.close()
  return null
}

function missing(error: unknown): null {
  if (failureCode(error) === 'ENOENT') {
    return null
  }
  throw error
}
