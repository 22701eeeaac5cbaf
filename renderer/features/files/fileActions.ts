import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { saveFile } from './fileCalls.ts'
import { treeOf } from './listing/fileTree.ts'
import { folderOf, join, nameOf } from './listing/treeRows.ts'
import * as words from './words.ts'

/** Does something to a file, lists its folder again, and says what did not work. False: it did not, or `run` says so. */
async function act(
  session_id: SessionId,
  folders: readonly string[],
  run: () => Promise<boolean | void>,
): Promise<boolean> {
  try {
    return (await run()) !== false
  } catch (error) {
    showToast(errorMessage(error))
    return false
  } finally {
    await Promise.all([...new Set(folders)].map((folder) => treeOf(session_id).list(folder)))
  }
}

/** Puts a file or folder into the trash; the toast brings it back. */
export async function deleteFile(session_id: SessionId, path: string): Promise<boolean> {
  const folder = folderOf(path)
  return act(session_id, [folder], async () => {
    const { trash_id } = await connection.client.call('file.delete', { session_id, path })
    const restore = () =>
      void act(session_id, [folder], async () => void (await connection.client.call('file.restore', { trash_id })))
    showToast(words.isInTheTrash(nameOf(path)), { action: { label: words.undo, run: restore } })
  })
}

/** Gives a file or folder another name in its folder; the toast takes it back. */
export async function renameFile(session_id: SessionId, path: string, name: string): Promise<boolean> {
  return move(session_id, {
    from: path,
    to: join(folderOf(path), name),
    said: words.isCalledNow(nameOf(path), name),
  })
}

/** Puts a file or folder into another folder, under its own name; the toast takes it back. */
export async function moveFile(session_id: SessionId, path: string, folder: string): Promise<boolean> {
  const to = join(folder, nameOf(path))
  if (to === path || to.startsWith(`${path}/`)) {
    return false
  }
  const where = folder === '' ? words.theProject : folder
  return move(session_id, { from: path, to, said: words.isInFolderNow(nameOf(path), where) })
}

interface Move {
  readonly from: string
  readonly to: string
  readonly said: string
}

/** Where something lies there already, the toast offers to replace it, and the next one brings both back. */
async function move(session_id: SessionId, moving: Move, overwrite = false): Promise<boolean> {
  const { from, to, said } = moving
  const folders = [folderOf(from), folderOf(to)]
  return act(session_id, folders, async () => {
    const moved = await callMove({ session_id, from, to, overwrite })
    if (moved === null) {
      const action = { label: words.replace, run: () => void move(session_id, moving, true) }
      showToast(words.thereIsAlready(nameOf(to)), { action })
      return false
    }
    const { trash_id } = moved
    const undo = async () => {
      await connection.client.call('file.move', { session_id, from: to, to: from })
      await restored(trash_id)
    }
    const text = trash_id === undefined ? said : words.andWhatLayThere(said)
    showToast(text, { action: { label: words.undo, run: () => void act(session_id, folders, undo) } })
    return true
  })
}

/** null: something lies there already, and nothing was moved. */
async function callMove(params: ParamsOf<'file.move'>): Promise<ResultOf<'file.move'> | null> {
  try {
    return await connection.client.call('file.move', params)
  } catch (error) {
    if (error instanceof HomeportError && error.code === 'FILE_007' && !params.overwrite) {
      return null
    }
    throw error
  }
}

async function restored(trash_id: string | undefined): Promise<void> {
  if (trash_id !== undefined) {
    await connection.client.call('file.restore', { trash_id })
  }
}

export async function makeFolder(session_id: SessionId, path: string): Promise<boolean> {
  return act(session_id, [folderOf(path)], async () => {
    await connection.client.call('file.make_folder', { session_id, path })
  })
}

export async function makeFile(session_id: SessionId, path: string): Promise<boolean> {
  return act(session_id, [folderOf(path)], async () => {
    await saveFile({ session_id, path }, '', null)
  })
}

export async function duplicateFile(session_id: SessionId, path: string): Promise<boolean> {
  const to = copyName(path)
  return act(session_id, [folderOf(path)], async () => {
    await connection.client.call('file.copy', { session_id, from: path, to })
  })
}

/** `a.txt` as `a copy.txt`. */
export function copyName(path: string): string {
  const name = nameOf(path)
  const dot = name.lastIndexOf('.')
  const copy = dot > 0 ? words.copyOfFile(name.slice(0, dot), name.slice(dot)) : words.copyOf(name)
  return join(folderOf(path), copy)
}
