import type { FileEntry } from '#shared/operations/file.ts'
import * as words from '../words.ts'

/** What is known of one folder: as it was listed last. */
export type ListedFolder =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly entries: readonly FileEntry[]; readonly cursor: string | null }
  | { readonly kind: 'failed'; readonly message: string }

export interface TreeState {
  /** By path; the session's folder is ''. */
  readonly folders: ReadonlyMap<string, ListedFolder>
  readonly expanded: ReadonlySet<string>
}

/** One line of the tree. */
export type TreeRow =
  | {
      readonly kind: 'entry'
      readonly path: string
      readonly depth: number
      readonly entry: FileEntry
      readonly isOpen: boolean
    }
  | { readonly kind: 'more'; readonly path: string; readonly depth: number; readonly cursor: string }
  | { readonly kind: 'note'; readonly path: string; readonly depth: number; readonly text: string }

/** The lines that are to be seen, from the top. Linear in them. */
export function treeRows(state: TreeState): TreeRow[] {
  const rows: TreeRow[] = []
  addFolder(rows, state, { folder: '', depth: 0 })
  return rows
}

function addFolder(
  rows: TreeRow[],
  state: TreeState,
  { folder, depth }: { readonly folder: string; readonly depth: number },
): void {
  const listed = state.folders.get(folder) ?? { kind: 'loading' }
  if (listed.kind !== 'ready') {
    rows.push({ kind: 'note', path: folder, depth, text: listed.kind === 'loading' ? words.loading : listed.message })
    return
  }
  for (const entry of listed.entries) {
    const path = join(folder, entry.name)
    const isOpen = entry.kind === 'folder' && state.expanded.has(path)
    rows.push({ kind: 'entry', path, depth, entry, isOpen })
    if (isOpen) {
      addFolder(rows, state, { folder: path, depth: depth + 1 })
    }
  }
  if (listed.entries.length === 0) {
    rows.push({ kind: 'note', path: folder, depth, text: words.empty })
  }
  if (listed.cursor !== null) {
    rows.push({ kind: 'more', path: folder, depth, cursor: listed.cursor })
  }
}

export function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** What a key of the ARIA tree pattern does at a line. */
export type TreeMove =
  | { readonly kind: 'focus'; readonly index: number }
  | { readonly kind: 'expand' | 'collapse'; readonly path: string }

/** null: the key does nothing here. */
export function moveInTree(rows: readonly TreeRow[], at: number, key: string): TreeMove | null {
  const row = rows[at]
  const focus = (index: number): TreeMove => ({ kind: 'focus', index: Math.max(0, Math.min(rows.length - 1, index)) })
  switch (key) {
    case 'ArrowDown':
      return focus(at + 1)
    case 'ArrowUp':
      return focus(at - 1)
    case 'Home':
      return focus(0)
    case 'End':
      return focus(rows.length - 1)
    case 'ArrowRight':
      return row?.kind === 'entry' && row.entry.kind === 'folder'
        ? row.isOpen
          ? focus(at + 1)
          : { kind: 'expand', path: row.path }
        : null
    case 'ArrowLeft':
      return row?.kind === 'entry' && row.isOpen ? { kind: 'collapse', path: row.path } : focusParent(rows, at)
    default:
      return null
  }
}

function focusParent(rows: readonly TreeRow[], at: number): TreeMove | null {
  const depth = rows[at]?.depth ?? 0
  const index = rows.slice(0, at).findLastIndex((row) => row.depth < depth)
  return index === -1 ? null : { kind: 'focus', index }
}
