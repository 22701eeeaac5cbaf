import { access, readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { Folder } from '#shared/operations/workspace.ts'
import type { Clock } from '#server/platform/clock.ts'
import { searchFolders } from './folderSearch.ts'

/** More than a person reads; the search finds the rest. */
const MAX_LISTED = 500

export interface FoldersDeps {
  readonly home: string
  readonly clock: Clock
}

/**
 * Folders for the picker: those in a folder, or those below it that match. Links to folders count as folders.
 * @throws HomeportError FILE_003 when the folder cannot be read, saying why.
 */
export async function listFolders(
  deps: FoldersDeps,
  params: ParamsOf<'folder.list'>,
): Promise<ResultOf<'folder.list'>> {
  const folder = await openFolder(absolute(params.path ?? '', deps.home))
  const q = params.q?.trim() ?? ''
  const found = q === '' ? await childFolders(folder) : await searchFolders(folder, { q, clock: deps.clock })
  const parent = path.dirname(folder)
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    folders: await Promise.all(found.paths.map(describe)),
    truncated: found.truncated,
  }
}

/** `~` and relative paths start at home. */
export function absolute(wanted: string, home: string): string {
  const withoutTilde = /^~(?=$|[/\\])/.test(wanted) ? `.${wanted.slice(1)}` : wanted
  return path.resolve(home, withoutTilde)
}

async function openFolder(folder: string): Promise<string> {
  try {
    const found = await stat(folder)
    if (!found.isDirectory()) {
      throw new HomeportError('FILE_003', `${folder} is a file, not a folder. Choose the folder it lies in.`)
    }
    return folder
  } catch (error) {
    throw readable(folder, error)
  }
}

/** Hidden ones last. */
async function childFolders(folder: string): Promise<{ paths: string[]; truncated: boolean }> {
  const names = await childNames(folder)
  const sorted = names.toSorted(
    (left, right) =>
      Number(left.startsWith('.')) - Number(right.startsWith('.')) ||
      left.localeCompare(right, undefined, { numeric: true, sensitivity: 'base' }),
  )
  return {
    paths: sorted.slice(0, MAX_LISTED).map((name) => path.join(folder, name)),
    truncated: sorted.length > MAX_LISTED,
  }
}

async function childNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const kept = await Promise.all(
      entries.map(async (entry) => {
        const isFolder =
          entry.isDirectory() || (entry.isSymbolicLink() && (await isFolderLink(path.join(folder, entry.name))))
        return isFolder ? [entry.name] : []
      }),
    )
    return kept.flat()
  } catch (error) {
    throw readable(folder, error)
  }
}

async function isFolderLink(link: string): Promise<boolean> {
  try {
    return (await stat(await realpath(link))).isDirectory()
  } catch {
    return false
  }
}

async function describe(folder: string): Promise<Folder> {
  return { name: path.basename(folder) || folder, path: folder, is_git: await exists(path.join(folder, '.git')) }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch {
    return false
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user (on macOS: allow it in System Settings, Privacy & Security, Files and Folders)',
  ELOOP: 'is a link that leads back to itself',
  ENAMETOOLONG: 'has too long a name',
}

function readable(folder: string, error: unknown): HomeportError {
  if (error instanceof HomeportError) {
    return error
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const why = reasons[code] ?? `cannot be read${code === '' ? '' : ` (${code})`}`
  return new HomeportError('FILE_003', `The folder ${folder} ${why}. Choose another one.`, {
    cause: error,
    details: { path: folder },
  })
}
