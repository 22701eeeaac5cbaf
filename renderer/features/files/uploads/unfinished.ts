import type { SessionId } from '#shared/ids.ts'
import type { Query } from '#renderer/state/query.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { type KeptFile, forgetFile, keptFile } from '#renderer/state/kept/keptFiles.ts'
import { HomeportError } from '#shared/errors.ts'
import { uploadOffset } from '../fileCalls.ts'
import { type UploadedFile, idOf, isUnderWay, keepId, keptUploads, nameOf, whenLeft } from './kept.ts'
import { upload, uploads } from './uploading.ts'

/** An upload that an earlier page began, and that the workstation still waits for. */
export interface Unfinished extends UploadedFile {
  readonly name: string
  /** How much of it is there: 0 to 1. */
  readonly share: number
  /** Where the rest can be read; null: the person has to choose the file again. */
  readonly kept: KeptFile | null
}

/**
 * The uploads into a session that no page goes on with. Those whose file can be read without asking go on by themselves; what
 * the workstation has given up is forgotten.
 */
export function unfinishedIn(session_id: SessionId): Query<readonly Unfinished[]> {
  return queries.define({
    key: `unfinished uploads ${session_id}`,
    fetch: () => findUnfinished(session_id),
    needs: 'drive',
  })
}

async function findUnfinished(session_id: SessionId): Promise<readonly Unfinished[]> {
  const found = await Promise.all(keptUploads(session_id).map(look))
  const open = found.filter((one) => one !== null)
  const readable = await Promise.all(open.map(async (one) => one.kept?.isReadable === true && (await goOn(one))))
  return open.filter((_one, nth) => readable[nth] !== true)
}

/** Goes on with the kept file. False: it cannot be read, or is another one by now; it has to be chosen again. */
export async function goOn(one: Unfinished): Promise<boolean> {
  const file = (await one.kept?.read()) ?? null
  return file !== null && goOnWith(one, file)
}

/** Goes on with a file. False: it is not the one that was begun, by its size and the time of its last change. */
export function goOnWith({ session_id, path, file: { size, lastModified } }: Unfinished, file: File): boolean {
  const isSame = file.size === size && file.lastModified === lastModified
  if (isSame) {
    upload(session_id, [{ path, file, isGoingOn: true }])
  }
  return isSame
}

/** null: it is over, or a page is at it. @throws HomeportError where the workstation does not say. */
async function look(one: UploadedFile): Promise<Unfinished | null> {
  const name = nameOf(one)
  const isHere = uploads.get().some(({ session_id, path }) => session_id === one.session_id && path === one.path)
  if (isHere) {
    return null
  }
  if (await isUnderWay(name)) {
    void whenLeft(name).then(() => unfinishedIn(one.session_id).refresh())
    return null
  }
  try {
    const share = (await uploadOffset(idOf(name))) / one.file.size
    return { ...one, name, share, kept: await keptFile(name) }
  } catch (error) {
    if (error instanceof HomeportError && error.code === 'FILE_006') {
      keepId(name, null)
      void forgetFile(name)
      return null
    }
    throw error
  }
}
