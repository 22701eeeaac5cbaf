import type { Git } from '../running/git.ts'
import { pathText } from '../running/gitPath.ts'
import { type Found, repositoryOf } from './repository.ts'
import { insideOf, zeroed } from './records.ts'

const MAX_FILES = 2_000

export interface InConflict {
  /** From the topmost folder of the repository. */
  readonly all: readonly string[]
  /** From the session’s folder. */
  readonly inside: string[]
  /** From the topmost folder: outside of the session’s. */
  readonly outside: string[]
}

/** Files in conflict, in all of the repository: a merge knows no folder of a session. */
export async function conflictsOf(git: Git, found?: Found): Promise<InConflict> {
  const { prefix } = found ?? (await repositoryOf(git))
  const listed = await git.read(['diff', '--name-only', '--no-relative', '--diff-filter=U', '-z', '--no-ext-diff'])
  const named = new Map([...zeroed(listed)].slice(0, 2 * MAX_FILES).map((name) => [pathText(name), name]))
  const all = [...named].slice(0, MAX_FILES)
  return {
    all: all.map(([name]) => name),
    inside: all.flatMap(([, name]) => insideOf(name, prefix) ?? []),
    outside: all.flatMap(([text, name]) => (insideOf(name, prefix) === null ? [text] : [])),
  }
}

/** As people and Git name them from a folder of the repository: `:/` is its topmost one. */
export function shownConflicts({ inside, outside }: Pick<InConflict, 'inside' | 'outside'>): string[] {
  return [...inside, ...outside.map((name) => `:/${name}`)]
}
