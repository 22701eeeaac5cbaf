import type { InputOf } from '#shared/operations/table.ts'
import type { Session } from '#shared/session/session.ts'
import * as words from './words.ts'

/** The folder of a new session: an existing one, or a new one among Homeport's workspaces, empty or a clone. */
export type WorkspaceChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'managed'; readonly name: string }
  | {
      readonly kind: 'clone'
      readonly url: string
      readonly branch: string
      readonly isShallow: boolean
      readonly submodules: boolean
    }

export const NEW_CLONE = { kind: 'clone', url: '', branch: '', isShallow: false, submodules: false } as const

const RECENT = 6

/** The folder in the address (`?folder=…`), which the desktop program was started with. */
export function workspaceFromAddress(search: string): WorkspaceChoice {
  const path = new URLSearchParams(search).get('folder')
  return path === null || path === '' ? { kind: 'none' } : { kind: 'folder', path }
}

/** A folder that sessions ran in, and when the last of them did something. */
export interface RecentFolder {
  readonly path: string
  readonly at: string
}

/** The folders of the latest sessions, newest first, each once. `sessions`: most recently active first. */
export function recentFolders(sessions: readonly Session[]): readonly RecentFolder[] {
  const latest = new Map<string, string>()
  for (const { workspace_path, last_activity } of sessions) {
    if (!latest.has(workspace_path)) {
      latest.set(workspace_path, last_activity)
    }
  }
  return [...latest].map(([path, at]) => ({ path, at })).slice(0, RECENT)
}

/** What is wrong with a folder name; null when it is valid. */
export function folderNameProblem(name: string): string | null {
  return /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u.test(name.trim()) ? null : words.beginWithALetterOr
}

/** The parameters of `session.start`; null while no folder is chosen. */
export function workspaceParams(
  choice: WorkspaceChoice,
): Pick<
  InputOf<'session.create'>,
  'project_path' | 'folder_name' | 'git_url' | 'branch' | 'depth' | 'submodules'
> | null {
  switch (choice.kind) {
    case 'none':
      return null
    case 'folder':
      return { project_path: choice.path }
    case 'managed':
      return folderNameProblem(choice.name) === null ? { folder_name: choice.name.trim() } : null
    case 'clone':
      return choice.url.trim() === '' ? null : cloneParams(choice)
  }
}

function cloneParams({ url, branch, isShallow, submodules }: Extract<WorkspaceChoice, { kind: 'clone' }>) {
  return {
    git_url: url.trim(),
    ...(branch.trim() === '' ? {} : { branch: branch.trim() }),
    ...(isShallow ? { depth: 1 } : {}),
    ...(submodules ? { submodules } : {}),
  }
}
