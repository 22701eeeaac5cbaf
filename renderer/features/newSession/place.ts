import type { InputOf } from '#shared/operations/table.ts'
import type { Session } from '#shared/session/session.ts'

/** Where a session runs: a folder of the person's own, or a new one that Homeport keeps. */
export type Place =
  | { readonly kind: 'none' }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'managed'; readonly name: string }

const RECENT = 6

/** The folder that the address names (`?folder=…`): the desktop program was started with it. */
export function givenPlace(search: string): Place {
  const path = new URLSearchParams(search).get('folder')
  return path === null || path === '' ? { kind: 'none' } : { kind: 'folder', path }
}

/** The folders of the latest sessions, newest first, each once. `sessions`: most recently active first. */
export function recentFolders(sessions: readonly Session[]): readonly string[] {
  return [...new Set(sessions.map((session) => session.workspace_path))].slice(0, RECENT)
}

/** What to call a folder name wrong; null when it will do. */
export function folderNameProblem(name: string): string | null {
  return /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u.test(name.trim())
    ? null
    : 'Begin with a letter or digit; then letters, digits, spaces, dots, dashes and underscores.'
}

/** The place as the workstation is asked for it; null while there is none. */
export function placeParams(place: Place): Pick<InputOf<'session.create'>, 'project_path' | 'folder_name'> | null {
  switch (place.kind) {
    case 'none':
      return null
    case 'folder':
      return { project_path: place.path }
    case 'managed':
      return folderNameProblem(place.name) === null ? { folder_name: place.name.trim() } : null
  }
}
