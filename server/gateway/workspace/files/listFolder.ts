import { type Dirent, type Stats, lstat } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { HomeportError } from '#shared/errors.ts'
import type { FileEntry, FileListing } from '#shared/operations/file.ts'
import type { Confined } from '../confine/confine.ts'
import type { Folder } from '../confine/folder.ts'
import { fileType } from './fileType.ts'
import { type IgnoreRules, isIgnored, readIgnoreRules } from './ignoreRules.ts'

/** As much of a `.gitignore` is read. */
const MAX_IGNORE_BYTES = 256 * 1024
/** As many entries are asked for at a time: the system's threads are few. */
const AT_ONCE = 64
/** As many entries one answer looks at, however deep. */
const MAX_LOOKED_AT = 200_000

export interface ListOptions {
  readonly depth: number
  readonly ignored: boolean
  readonly limit: number
  readonly cursor?: string | undefined
}

/** A page of what lies in a folder: folders first, then by name. Deeper ones follow the folder that they lie in. */
export async function listFolder(
  confined: Confined,
  parts: readonly string[],
  { depth, ignored, limit, cursor }: ListOptions,
): Promise<FileListing> {
  const found: Named[] = []
  await collect({ confined, depth, ignored, found }, parts, '')
  const after = cursor === undefined ? -1 : lastSeen(found, cursor)
  const page = found.slice(after + 1, after + 1 + limit)
  const last = page.at(-1)
  const files = await described(confined, { parts, page })
  return {
    files,
    total_size: files.reduce((sum, { size }) => sum + size, 0),
    file_count: found.filter(({ kind }) => kind !== 'folder').length,
    next_cursor: last === undefined || last === found.at(-1) ? null : cursorOf(found.indexOf(last), last),
  }
}

interface Named {
  /** A path from the listed folder. */
  readonly name: string
  readonly kind: FileEntry['kind']
  readonly ignored: boolean
}

interface Collecting extends Pick<ListOptions, 'depth' | 'ignored'> {
  readonly confined: Confined
  readonly found: Named[]
}

async function collect(into: Collecting, parts: readonly string[], below: string): Promise<void> {
  const here = below === '' ? parts : [...parts, ...below.split('/')]
  const { entries, real, rules } = await into.confined.inFolder(here, async (folder) => ({
    entries: await readdir(folder.itself, { withFileTypes: true }),
    real: folder.parts,
    rules: await rulesFor(into.confined, folder),
  }))
  if (into.found.length + entries.length > MAX_LOOKED_AT) {
    throw new HomeportError('FILE_001', `There are more than ${MAX_LOOKED_AT} files here. List one folder at a time.`)
  }
  const isAllIgnored = isFolderIgnored(rules, real)
  const named = entries
    .filter(({ name }) => !into.confined.isClosed([...real, name]))
    .map((entry) => ({
      name: entry.name,
      kind: kindOf(entry),
      ignored: isAllIgnored || entry.name === '.git' || isIgnored(rules, [...real, entry.name], entry.isDirectory()),
    }))
    .filter((entry) => into.ignored || !entry.ignored)
    .toSorted(byKindAndName)
  for (const entry of named) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`
    into.found.push({ ...entry, name })
    if (entry.kind === 'folder' && name.split('/').length < into.depth) {
      await collect(into, parts, name)
    }
  }
}

/** Of the folder and of those above it. */
async function rulesFor(confined: Confined, folder: Folder): Promise<readonly IgnoreRules[]> {
  const all = Array.from({ length: folder.parts.length + 1 }, (_, depth) => folder.parts.slice(0, depth))
  const read = await Promise.all(all.map((below) => readRules(confined, below)))
  return read.filter((rules) => rules !== null)
}

async function readRules(confined: Confined, below: readonly string[]): Promise<IgnoreRules | null> {
  try {
    const handle = await confined.openFile([...below, '.gitignore'])
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(MAX_IGNORE_BYTES), 0, MAX_IGNORE_BYTES, 0)
      return readIgnoreRules(buffer.toString('utf8', 0, bytesRead), below)
    } finally {
      await handle.close()
    }
  } catch {
    return null
  }
}

/** Whether the folder itself, or one above it, is ignored: then so is all that it holds. */
function isFolderIgnored(rules: readonly IgnoreRules[], parts: readonly string[]): boolean {
  return parts.some(
    (part, depth) =>
      part === '.git' ||
      isIgnored(
        rules.filter(({ below }) => below.length <= depth),
        parts.slice(0, depth + 1),
        true,
      ),
  )
}

/** With sizes and dates, of one page alone. */
async function described(
  confined: Confined,
  { parts, page }: { readonly parts: readonly string[]; readonly page: readonly Named[] },
): Promise<FileEntry[]> {
  const files: FileEntry[] = []
  for (const [folder, entries] of byFolder(page)) {
    const here = folder === '' ? parts : [...parts, ...folder.split('/')]
    await confined.inFolder(here, async (opened) => {
      const stats = await statsOf(entries.map(({ name }) => opened.at(name.slice(name.lastIndexOf('/') + 1))))
      files.push(...entries.map((entry, index) => describe(entry, stats[index] ?? null)))
    })
  }
  const order = new Map(page.map(({ name }, index) => [name, index]))
  return files.toSorted((left, right) => (order.get(left.name) ?? 0) - (order.get(right.name) ?? 0))
}

/** The entries of a page by the folder that they lie in, a path from the listed one. */
function byFolder(page: readonly Named[]): ReadonlyMap<string, readonly Named[]> {
  const folders = new Map<string, Named[]>()
  for (const entry of page) {
    const folder = entry.name.slice(0, Math.max(0, entry.name.lastIndexOf('/')))
    const entries = folders.get(folder) ?? []
    folders.set(folder, entries)
    entries.push(entry)
  }
  return folders
}

/** Of files, without following links; null: it went away meanwhile. By callbacks: promises take twice as long for many. */
function statsOf(paths: readonly string[]): Promise<(Stats | null)[]> {
  return new Promise((resolve) => {
    const found: (Stats | null)[] = []
    let next = 0
    let running = 0
    const more = () => {
      while (running < AT_ONCE && next < paths.length) {
        const index = next
        next += 1
        running += 1
        lstat(paths[index] ?? '', (error, stats) => {
          found[index] = error === null ? stats : null
          running -= 1
          more()
        })
      }
      if (running === 0) {
        resolve(found)
      }
    }
    more()
  })
}

function describe({ name, kind, ignored }: Named, stats: Stats | null): FileEntry {
  return {
    name,
    size: kind === 'folder' ? 0 : (stats?.size ?? 0),
    modified: new Date(stats?.mtimeMs ?? 0).toISOString(),
    type: kind === 'folder' ? 'folder' : fileType(name),
    kind,
    ignored,
  }
}

function kindOf(entry: Dirent): FileEntry['kind'] {
  if (entry.isSymbolicLink()) {
    return 'symlink'
  }
  if (entry.isDirectory()) {
    return 'folder'
  }
  return entry.isFile() ? 'file' : 'other'
}

function byKindAndName(left: Named, right: Named): number {
  const folders = Number(right.kind === 'folder') - Number(left.kind === 'folder')
  return folders || (left.name.toLowerCase() < right.name.toLowerCase() ? -1 : 1)
}

/** Opaque to the client. */
function cursorOf(index: number, { name }: Named): string {
  return Buffer.from(`${index}/${name}`).toString('base64url')
}

/** Where the page before ended; about there, where that entry went away meanwhile. */
function lastSeen(found: readonly Named[], cursor: string): number {
  const [index = '', ...name] = Buffer.from(cursor, 'base64url').toString('utf8').split('/')
  const at = found.findIndex((entry) => entry.name === name.join('/'))
  return at === -1 ? Math.max(0, Math.trunc(Number(index)) || 0) - 1 : at
}
