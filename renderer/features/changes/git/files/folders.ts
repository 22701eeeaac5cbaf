import type { GitFile } from '#shared/operations/git.ts'

/** One row of the files as a tree: a folder with all that is below it, or a file. */
export type TreeRow =
  | {
      readonly kind: 'folder'
      /** From the session’s folder; with the names of folders that hold nothing else. */
      readonly path: string
      readonly name: string
      readonly depth: number
      readonly files: readonly GitFile[]
    }
  | { readonly kind: 'file'; readonly file: GitFile; readonly depth: number }

interface Folder {
  readonly folders: Map<string, Folder>
  readonly files: GitFile[]
}

/** The files as a tree, folders first; what lies in a closed folder is left out. Folders that hold one folder alone are one row. */
export function treeRows(files: readonly GitFile[], closed: ReadonlySet<string>): TreeRow[] {
  const root: Folder = { folders: new Map(), files: [] }
  for (const file of files) {
    const parts = file.path.split('/').slice(0, -1)
    let at = root
    for (const part of parts) {
      const next = at.folders.get(part) ?? { folders: new Map(), files: [] }
      at.folders.set(part, next)
      at = next
    }
    at.files.push(file)
  }
  return rowsOf(root, { path: '', depth: 0, closed })
}

interface At {
  readonly path: string
  readonly depth: number
  readonly closed: ReadonlySet<string>
}

function rowsOf(folder: Folder, { path, depth, closed }: At): TreeRow[] {
  const folders = [...folder.folders].toSorted(([one], [other]) => one.localeCompare(other))
  const rows = folders.flatMap(([first, below]): TreeRow[] => {
    const { name, only } = compressed(first, below)
    const whole = path === '' ? name : `${path}/${name}`
    const row: TreeRow = { kind: 'folder', path: whole, name, depth, files: allOf(only) }
    return closed.has(whole) ? [row] : [row, ...rowsOf(only, { path: whole, depth: depth + 1, closed })]
  })
  return [...rows, ...folder.files.map((file): TreeRow => ({ kind: 'file', file, depth }))]
}

function compressed(first: string, folder: Folder): { readonly name: string; readonly only: Folder } {
  let name = first
  let only = folder
  for (;;) {
    const [inner] = only.folders
    if (inner === undefined || only.folders.size !== 1 || only.files.length > 0) {
      return { name, only }
    }
    name = `${name}/${inner[0]}`
    only = inner[1]
  }
}

function allOf(folder: Folder): GitFile[] {
  return [...[...folder.folders.values()].flatMap(allOf), ...folder.files]
}
