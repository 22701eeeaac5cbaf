import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '#server/platform/clock.ts'
import { machineFolders } from '#server/platform/files/machineFolders.ts'

/** A search answers while the person types: it stops at the first of these bounds, and says so. */
const MAX_MS = 300
const MAX_VISITED = 20_000
const MAX_DEPTH = 8
const MAX_FOUND = 100

/** Large, and never where somebody keeps a project. */
const skipped: ReadonlySet<string> = new Set([
  ...machineFolders,
  '.npm',
  '.Trash',
  'Library',
  'AppData',
  'Applications',
  'proc',
  'sys',
  'dev',
])

interface Search {
  readonly root: string
  readonly words: readonly string[]
  readonly withHidden: boolean
  readonly deadline: number
  readonly clock: Clock
}

/**
 * Folders below `root` whose path from there holds every word of `q`, whatever the case; best first: the name begins
 * so, the name holds it, the path does; then the shallower. Hidden ones only when `q` begins with a dot. Links are
 * followed once. Folders that cannot be read are passed over.
 */
export async function searchFolders(
  root: string,
  options: { readonly q: string; readonly clock: Clock },
): Promise<{ paths: string[]; truncated: boolean }> {
  const words = options.q.toLowerCase().split(/\s+/)
  const { paths, isCutShort } = await walk({
    root,
    words,
    withHidden: options.q.startsWith('.'),
    deadline: options.clock.monotonic() + MAX_MS,
    clock: options.clock,
  })
  const ranked = paths
    .map((found) => ({ found, rank: rank(path.relative(root, found), words) }))
    .toSorted((left, right) => left.rank - right.rank || left.found.localeCompare(right.found))
  return {
    paths: ranked.slice(0, MAX_FOUND).map(({ found }) => found),
    truncated: isCutShort || ranked.length > MAX_FOUND,
  }
}

/** Lower is better. */
export function rank(relative: string, words: readonly string[]): number {
  const name = path.basename(relative).toLowerCase()
  const last = words.at(-1) ?? ''
  const depth = relative.split(path.sep).length
  const tier = name.startsWith(last) ? 0 : name.includes(last) ? 1 : 2
  return tier * (MAX_DEPTH + 2) + depth
}

async function walk(search: Search): Promise<{ paths: string[]; isCutShort: boolean }> {
  const paths: string[] = []
  const links = new Set<string>()
  let level = [search.root]
  let visited = 0
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: string[] = []
    for (const folder of level) {
      if (search.clock.monotonic() > search.deadline || visited > MAX_VISITED) {
        return { paths, isCutShort: true }
      }
      const children = await foldersIn(folder, { search, links })
      visited += children.length
      paths.push(...children.filter((child) => matches(path.relative(search.root, child), search.words)))
      next.push(...children)
    }
    level = next
  }
  return { paths, isCutShort: level.length > 0 || search.clock.monotonic() > search.deadline }
}

function matches(relative: string, words: readonly string[]): boolean {
  const text = relative.split(path.sep).join('/').toLowerCase()
  return words.every((word) => text.includes(word))
}

async function foldersIn(folder: string, { search, links }: { search: Search; links: Set<string> }): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => [])
  const found: string[] = []
  for (const entry of entries.slice(0, MAX_VISITED + 1)) {
    // One folder may hold a million links, each of which costs two questions.
    if (search.clock.monotonic() > search.deadline) {
      return found
    }
    const isWanted = !skipped.has(entry.name) && (search.withHidden || !entry.name.startsWith('.'))
    if (isWanted && (entry.isDirectory() || (await isNewLink(path.join(folder, entry.name), { entry, links })))) {
      found.push(path.join(folder, entry.name))
    }
  }
  return found
}

/** A link to a folder that no link led to before; so no circle of links is walked twice. */
async function isNewLink(link: string, { entry, links }: { entry: Dirent; links: Set<string> }): Promise<boolean> {
  if (!entry.isSymbolicLink()) {
    return false
  }
  try {
    const target = await realpath(link)
    if (links.has(target) || !(await stat(target)).isDirectory()) {
      return false
    }
    links.add(target)
    return true
  } catch {
    return false
  }
}
