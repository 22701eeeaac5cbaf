import { mkdir, readFile, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import { SessionId } from '#shared/ids.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { failureCode } from '#server/platform/failure.ts'
import { type Confined, confine } from '../confine/confine.ts'
import { type Place, assertFree, copyTree, removeTree, treeSize } from './copyTree.ts'

/** Something stays in the trash as long. */
const KEPT_MS = 7 * 24 * 3_600_000

const Note = z.object({ session_id: SessionId, path: z.string(), at: z.number() })
type Note = z.infer<typeof Note>

/** What was deleted, until it is over; in Homeport’s data directory, so that no workspace shows it. */
export interface Trash {
  /** Puts something into it. Answers its id. @throws HomeportError FILE_006 when nothing is there. */
  put(place: Place, session_id: SessionId): Promise<string>
  /** Whose it is, and where it was. @throws HomeportError FILE_006 when the trash has no such thing any more. */
  note(id: string): Promise<Note>
  /** Bytes of its files. */
  size(id: string): Promise<number>
  /** Puts it back. @throws HomeportError FILE_007 when something lies there now; it stays in the trash then. */
  putBack(id: string, to: Place): Promise<void>
  /** Ends what is over. Never throws. */
  sweep(): Promise<void>
}

export interface TrashDeps {
  /** Made when something is put into it. */
  readonly folder: string
  readonly clock: Clock
  readonly ids: Ids
}

export function createTrash({ folder, clock, ids }: TrashDeps): Trash {
  const place = async (id: string): Promise<Place> => ({ confined: await own(folder), parts: [id, 'content'] })
  const note: Trash['note'] = async (id) => {
    try {
      return Note.parse(JSON.parse(await readFile(path.join(folder, id, 'note.json'), 'utf8')))
    } catch (cause) {
      throw new HomeportError('FILE_006', 'The trash does not have this any more. Nothing was put back.', { cause })
    }
  }
  const sweep: Trash['sweep'] = async () => {
    for (const id of await readdir(folder).catch(() => [])) {
      const at = await note(id).then(
        (found) => found.at,
        () => 0,
      )
      if (at < clock.now() - KEPT_MS) {
        await rm(path.join(folder, id), { recursive: true, force: true }).catch(() => {})
      }
    }
  }
  return {
    note,
    sweep,
    size: async (id) => treeSize(await place(id)),
    put: async (from, session_id) => {
      const id = ids.uuid()
      await mkdir(path.join(folder, id), { recursive: true, mode: 0o700 })
      try {
        const kept: Note = { session_id, path: from.parts.join('/'), at: clock.now() }
        await writeFile(path.join(folder, id, 'note.json'), JSON.stringify(kept), { mode: 0o600 })
        await moveTree(from, await place(id))
      } catch (error) {
        await rm(path.join(folder, id), { recursive: true, force: true })
        throw error
      }
      await sweep()
      return id
    },
    putBack: async (id, to) => {
      await assertFree(to)
      await moveTree(await place(id), to)
      await rm(path.join(folder, id), { recursive: true, force: true })
    },
  }
}

/** Moves something to where nothing is, also to another disk. */
async function moveTree(from: Place, to: Place): Promise<void> {
  const moved = await from.confined.locate(from.parts, 'keep', async (source) =>
    to.confined.locate(to.parts, 'keep', async (target) => {
      try {
        await rename(source.at, target.at)
        return true
      } catch (error) {
        if (failureCode(error) === 'EXDEV') {
          return false
        }
        throw error
      }
    }),
  )
  if (!moved) {
    await copyTree(from, to, () => {})
    await removeTree(from)
  }
}

async function own(folder: string): Promise<Confined> {
  const real = await realpath(folder)
  return confine(real, { dataDir: real })
}
