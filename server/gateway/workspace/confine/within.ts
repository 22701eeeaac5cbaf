import path from 'node:path'
import { refused } from '../paths/path.ts'

type Path = typeof path.posix

/** Whether a path is a folder or lies in it; both are real and absolute. */
export function isWithin(file: string, folder: string, system: Path = path): boolean {
  const way = system.relative(folder, file)
  return way.split(system.sep)[0] !== '..' && !system.isAbsolute(way)
}

/**
 * Where a link leads, as parts from the workspace. `from`: the parts of the folder that it lies in; `target`: what it says.
 * @throws HomeportError FILE_003 when that is outside.
 */
export function linkedParts(
  { root, from }: { readonly root: string; readonly from: readonly string[] },
  target: string,
  system: Path = path,
): readonly string[] {
  const parts = system.isAbsolute(target)
    ? partsBelow(root, target, system)
    : [...from, ...target.split(system.sep === '/' ? '/' : /[/\\]/)]
  if (parts === null) {
    throw outside(from)
  }
  const kept: string[] = []
  for (const part of parts) {
    if (part === '..' && kept.pop() === undefined) {
      throw outside(from)
    }
    if (part !== '' && part !== '.' && part !== '..') {
      kept.push(part)
    }
  }
  return kept
}

/** null: it lies elsewhere. */
function partsBelow(root: string, target: string, system: Path): readonly string[] | null {
  const parts = target.split(system.sep)
  const base = root.split(system.sep)
  return base.every((part, index) => parts[index] === part) ? parts.slice(base.length) : null
}

function outside(from: readonly string[]): Error {
  return refused(from.join('/'), 'holds a link that leads out of the folder of the session')
}
