import type { SessionId } from '#shared/ids.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { saveFile } from './fileCalls.ts'
import { treeOf } from './listing/fileTree.ts'
import { folderOf, join, nameOf } from './listing/treeRows.ts'
import * as words from './words.ts'

/** Does something to a file, lists its folder again, and says what did not work. False: it did not. */
async function act(session_id: SessionId, folders: readonly string[], run: () => Promise<void>): Promise<boolean> {
  try {
    await run()
    return true
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
    showToast(words.nameOfIsInTheTrash(nameOf(path)), { action: { label: words.undo, run: restore } })
  })
}

/** Gives a file or folder another name in its folder; the toast takes it back. */
export async function renameFile(session_id: SessionId, path: string, name: string): Promise<boolean> {
  const to = join(folderOf(path), name)
  const move = (from: string, there: string) =>
    act(session_id, [folderOf(from), folderOf(there)], async () => {
      await connection.client.call('file.move', { session_id, from, to: there })
    })
  const done = await move(path, to)
  if (done) {
    showToast(words.nameOfIsCalledNameNow(nameOf(path), name), {
      action: { label: words.undo, run: () => void move(to, path) },
    })
  }
  return done
}

/** Puts a file or folder into another folder, under its own name; the toast takes it back. */
export async function moveFile(session_id: SessionId, path: string, folder: string): Promise<boolean> {
  const to = join(folder, nameOf(path))
  if (to === path || to.startsWith(`${path}/`)) {
    return false
  }
  const move = (from: string, there: string) =>
    act(session_id, [folderOf(from), folderOf(there)], async () => {
      await connection.client.call('file.move', { session_id, from, to: there })
    })
  const done = await move(path, to)
  if (done) {
    const where = folder === '' ? words.theProject : folder
    showToast(words.nameOfIsInWhereNow(nameOf(path), where), {
      action: { label: words.undo, run: () => void move(to, path) },
    })
  }
  return done
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
  const copy = dot > 0 ? words.nameCopyName2(name.slice(0, dot), name.slice(dot)) : words.nameCopy(name)
  return join(folderOf(path), copy)
}
