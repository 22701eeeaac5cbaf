import { mkdir, open, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import { SessionId, UserId } from '#shared/ids.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Actor } from '#shared/operations/session.ts'
import { counted } from '#shared/text/plural.ts'
import { isUploadOf } from '../../access/access.ts'
import { Turns } from '../files/turns.ts'

/** An upload that nobody goes on with is kept so long. */
const KEPT_MS = 24 * 3_600_000
const MAX_OF_A_PERSON = 20

const Note = z.object({
  user_id: UserId,
  session_id: SessionId,
  path: z.string(),
  size: z.number(),
  overwrite: z.boolean(),
  at: z.number(),
})
export type UploadNote = z.infer<typeof Note>

/** Files that arrive in parts, in the data directory until they are whole; they outlive this process. */
export interface Uploads {
  /** @throws HomeportError RATE_001 with too many unfinished ones. */
  start(actor: Actor, note: Omit<UploadNote, 'at' | 'user_id'>): Promise<string>
  /** What it is for. @throws HomeportError FILE_006 when there is none of this person. */
  note(id: string, actor: Actor): Promise<UploadNote>
  offset(id: string): Promise<number>
  /**
   * Puts bytes behind those that came. `whole` is called, with the file, when none is missing, and the upload ends with it;
   * it stays where there is no room (FILE_005), to be asked again with no more bytes.
   * @throws HomeportError FILE_004 at another offset, FILE_001 beyond the size that was said.
   */
  append<T>(
    id: string,
    part: UploadPart,
    whole: (file: string) => Promise<T>,
  ): Promise<{ offset: number; result: T | null }>
  /** Ends one that is not whole. */
  cancel(id: string): Promise<void>
  /** Ends those that are over. Never throws. */
  sweep(): Promise<void>
}

export interface UploadPart {
  readonly size: number
  readonly from: number
  readonly bytes: AsyncIterable<Uint8Array>
}

export interface UploadsDeps {
  readonly folder: string
  readonly clock: Clock
  readonly ids: Ids
}

export function createUploads({ folder, clock, ids }: UploadsDeps): Uploads {
  const turns = new Turns()
  const { fileOf, noteOf, read, all, end, touch, offset, sweep } = filesOf({ folder, clock, turns })
  return {
    offset,
    sweep,
    start: async (actor, note) => {
      await sweep()
      const mine = (await Promise.all((await all()).map(read))).filter((one) => one !== null && isUploadOf(actor, one))
      if (mine.length >= MAX_OF_A_PERSON) {
        throw new HomeportError('RATE_001', `${MAX_OF_A_PERSON} uploads of yours are unfinished. Finish them first.`)
      }
      const id = ids.uuid()
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(fileOf(id), '', { mode: 0o600 })
      await writeFile(noteOf(id), JSON.stringify({ ...note, user_id: actor.user_id, at: clock.now() }), { mode: 0o600 })
      return id
    },
    note: async (id, actor) => {
      const note = await read(id)
      if (note === null || !isUploadOf(actor, note)) {
        throw new HomeportError('FILE_006', 'There is no such upload. Begin it again.')
      }
      return note
    },
    cancel: (id) => turns.run(id, async () => void (await end(id))),
    append: (id, part, whole) =>
      turns.run(id, async () => {
        const there = await offset(id)
        if (there !== part.from) {
          throw new HomeportError(
            'FILE_004',
            `${counted(there, { one: '# byte of this upload is', other: '# bytes of this upload are' })} here. Go on from there.`,
          )
        }
        await touch(id)
        const reached = await put(fileOf(id), part)
        if (reached < part.size) {
          return { offset: reached, result: null }
        }
        const result = await taken(whole(fileOf(id)), () => end(id))
        return { offset: reached, result }
      }),
  }
}

/** What of uploads lies in the folder: of each its bytes so far, and a note. */
function filesOf({ folder, clock, turns }: Pick<UploadsDeps, 'folder' | 'clock'> & { readonly turns: Turns }) {
  const fileOf = (id: string) => path.join(folder, `${id}.part`)
  const noteOf = (id: string) => path.join(folder, `${id}.json`)
  const read = async (id: string): Promise<UploadNote | null> => {
    try {
      return /^[\w-]{1,64}$/.test(id) ? Note.parse(JSON.parse(await readFile(noteOf(id), 'utf8'))) : null
    } catch {
      return null
    }
  }
  const end = (id: string) => Promise.all([fileOf(id), noteOf(id)].map((file) => rm(file, { force: true })))
  const all = async (): Promise<string[]> =>
    (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5))
  /** Somebody goes on with it: its days begin again. */
  const touch = async (id: string): Promise<void> => {
    const now = clock.now() / 1000
    await utimes(fileOf(id), now, now).catch(() => {})
  }
  const isOver = async (id: string): Promise<boolean> => {
    const last = (await read(id)) === null ? null : await stat(fileOf(id)).catch(() => null)
    return (last?.mtimeMs ?? 0) < clock.now() - KEPT_MS
  }
  const sweep = async (): Promise<void> => {
    for (const id of await all()) {
      // Looked at before, so that nobody waits for a part that comes slowly; and in its turn, as one may just have begun.
      if (await isOver(id)) {
        await turns.run(id, async () => ((await isOver(id)) ? end(id) : null)).catch(() => {})
      }
    }
  }
  const offset = async (id: string): Promise<number> => (await stat(fileOf(id)).catch(() => null))?.size ?? 0
  return { fileOf, noteOf, read, all, end, touch, offset, sweep }
}

/** Ends the upload when its file was taken, or refused for good. */
async function taken<T>(taking: Promise<T>, end: () => Promise<unknown>): Promise<T> {
  try {
    const result = await taking
    await end()
    return result
  } catch (error) {
    if (!(error instanceof HomeportError && error.code === 'FILE_005')) {
      await end()
    }
    throw error
  }
}

/** What arrived stays, also where the rest does not. */
async function put(file: string, { from, size, bytes }: UploadPart): Promise<number> {
  const handle = await open(file, 'r+')
  let at = from
  try {
    for await (const chunk of bytes) {
      if (at + chunk.length > size) {
        throw new HomeportError(
          'FILE_001',
          `The upload was to have ${counted(size, { one: '# byte', other: '# bytes' })}, and more came.`,
        )
      }
      await handle.write(chunk, 0, chunk.length, at)
      at += chunk.length
    }
    return at
  } finally {
    await handle.close()
  }
}
