import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Brought } from '#shared/session/trust.ts'
import { counted } from '#shared/text/plural.ts'
import type { BoundedReader, Digest } from './boundedReader.ts'
import { namedFiles } from './namedFiles.ts'

/** What something that a folder brings will run, beside what its own text says. */
export interface Runs {
  readonly kind: Brought['kind']
  /** The texts of commands. */
  readonly commands: readonly string[]
  /** Folders whose every file counts: skills, plugins, where they come from. */
  readonly trees: readonly string[]
}

export type RunPart =
  | { readonly kind: Brought['kind']; readonly source: string; readonly text: string }
  /** What keeps the rest from being known. `why` completes "`source` …". */
  | { readonly kind: 'obstacle'; readonly source: string; readonly why: string }

/** More files than these no commands name. */
const MAX_NAMED = 200
/** More paths than these are not looked up. */
const MAX_LOOKUPS = 10_000
/** A script is shown whole as long as it is short, and so are the others. */
const MAX_SHOWN = 4 * 1024
const MAX_SHOWN_TOTAL = 32 * 1024

/**
 * The files of a folder that its hooks, helpers, servers, commands and skills run: a change of one is a change of what was
 * trusted. Covered are files that lie in the folder and are named in a command, and whole skills and plugins; what these
 * files run in turn is not known.
 */
export async function runParts(
  runs: readonly Runs[],
  roots: readonly string[],
  reader: BoundedReader,
): Promise<RunPart[]> {
  const named = namers(runs, roots)
  if (named === null) {
    return [{ kind: 'obstacle', source: roots[0] ?? '', why: 'has commands of more words than are looked up' }]
  }
  const parts: RunPart[] = []
  const shown = { left: MAX_SHOWN_TOTAL }
  for (const [source, kind] of named) {
    const digest = await reader.digest(source)
    if (digest !== null) {
      parts.push({ kind, source, text: textOf(digest, shown) })
    }
  }
  if (parts.length > MAX_NAMED) {
    return [{ kind: 'obstacle', source: roots[0] ?? '', why: `runs more than ${MAX_NAMED} files` }]
  }
  for (const tree of new Set(runs.flatMap(({ trees }) => trees))) {
    if (await reader.isFolder(tree)) {
      parts.push(await treePart(tree, reader))
    }
  }
  return parts
}

/** Paths that commands may name, each with what names it first; null when there are too many to look up. */
function namers(runs: readonly Runs[], roots: readonly string[]): Map<string, Brought['kind']> | null {
  const named = new Map<string, Brought['kind']>()
  for (const { kind, commands } of runs) {
    for (const file of namedFiles(commands, roots)) {
      named.set(file, named.get(file) ?? kind)
      if (named.size > MAX_LOOKUPS) {
        return null
      }
    }
  }
  return named
}

function textOf(digest: Digest, shown: { left: number }): string {
  const { text, bytes } = digest
  if (text === null || bytes > MAX_SHOWN || bytes > shown.left) {
    return `A file of ${counted(bytes, { one: '# byte', other: '# bytes' })}. ${digest.mark}`
  }
  shown.left -= bytes
  return text
}

async function treePart(tree: string, reader: BoundedReader): Promise<RunPart> {
  const files = await filesBelow(tree, reader, MAX_DEPTH)
  if (files === null) {
    return { kind: 'obstacle', source: tree, why: 'holds more files than are read, or some that may not be read' }
  }
  const hash = createHash('sha256')
  for (const file of files) {
    const digest = await reader.digest(file)
    hash.update(JSON.stringify([path.relative(tree, file), digest?.mark ?? null]))
  }
  const text = `All of its files (${files.length}). SHA-256 ${hash.digest('hex')}`
  return { kind: 'other', source: tree, text }
}

const MAX_DEPTH = 12

/** null when it is not known. What git keeps is not run. */
async function filesBelow(folder: string, reader: BoundedReader, depth: number): Promise<string[] | null> {
  const names = await reader.list(folder)
  if (names === null || depth === 0) {
    return null
  }
  const files: string[] = []
  for (const name of names.filter((one) => one !== '.git')) {
    const file = path.join(folder, name)
    const below = (await reader.isFolder(file)) ? await filesBelow(file, reader, depth - 1) : [file]
    if (below === null) {
      return null
    }
    files.push(...below)
  }
  return files
}
