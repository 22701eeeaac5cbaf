import { homedir } from 'node:os'
import path from 'node:path'

/** An entry of the setting: `main`, `release/*`, or for one project `main in ~/work/api`. */
interface Protected {
  readonly pattern: string
  /** null: everywhere. */
  readonly folder: string | null
}

/** Whether the person protects this branch in the project. `*` is anything but a slash, `**` anything. */
export function isProtected(
  entries: readonly string[],
  { branch, folder }: { readonly branch: string; readonly folder: string },
): boolean {
  return entries
    .map(readProtected)
    .some((entry) => (entry.folder === null || isWithin(folder, entry.folder)) && matches(entry.pattern, branch))
}

function readProtected(entry: string): Protected {
  const [, pattern = entry, folder] = /^(\S+) in (.+)$/.exec(entry) ?? []
  return { pattern, folder: folder === undefined ? null : path.resolve(folder.replace(/^~(?=[/\\]|$)/, homedir())) }
}

function isWithin(folder: string, around: string): boolean {
  const way = path.relative(around, folder)
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way))
}

/** The setting takes a handful of wildcards, so no name makes this slow. */
function matches(pattern: string, branch: string): boolean {
  const parts = pattern
    .split(/(\*\*|\*)/)
    .map((part) =>
      part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`),
    )
  return new RegExp(`^${parts.join('')}$`, 's').test(branch)
}
