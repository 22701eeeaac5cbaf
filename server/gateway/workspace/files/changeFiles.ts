import { mkdir, rename } from 'node:fs/promises'
import { HomeportError } from '#shared/errors.ts'
import { isGitFolder } from '#server/platform/files/gitFolder.ts'
import type { Confined } from '../confine/confine.ts'
import { fileFailure } from '../paths/failures.ts'
import { parseNewPath, parseWritablePath, refused } from '../paths/path.ts'

/** Makes a folder. @throws HomeportError FILE_003, FILE_006, FILE_007. */
export async function makeFolder(confined: Confined, path: string): Promise<void> {
  await confined.locate(parseNewPath(path), 'keep', async ({ at, real }) => {
    assertNotGit(real, path)
    await mkdir(at)
  })
}

/** A move or a copy, as it was asked for. */
export interface Moving {
  readonly from: string
  readonly to: string
  readonly overwrite: boolean
}

/** Both ends of a move or a copy, checked by themselves and against each other. @throws HomeportError FILE_003. */
export function endsOf({ from, to }: Moving): {
  readonly source: readonly string[]
  readonly target: readonly string[]
} {
  const source = parseWritablePath(from)
  const target = parseNewPath(to)
  if (source.length === 0) {
    throw refused(from, 'stays where it is')
  }
  assertApart(source, target, to)
  return { source, target }
}

/**
 * Whether both ends are one and the same thing, by two names: nothing is replaced then. Looks at where links lead, and is
 * asked before anything goes to the trash.
 * @throws HomeportError FILE_003 for what belongs to Git, or when one end lies in the other.
 */
export async function areSame(confined: Confined, moving: Moving): Promise<boolean> {
  const { source, target } = endsOf(moving)
  return confined.locate(source, 'keep', async (from) =>
    confined.locate(target, 'keep', async (to) => {
      assertNotGit(from.real, moving.from)
      assertNotGit(to.real, moving.to)
      assertApart(from.real, to.real, moving.to)
      const isOne = from.stats !== null && from.stats.ino === to.stats?.ino && from.stats.dev === to.stats.dev
      // Hard links are one file too, and each of them is a thing to be replaced.
      return isOne && folded(from.real) === folded(to.real)
    }),
  )
}

/** As file systems read names that overlook case, or how a letter is put together. */
function folded(parts: readonly string[]): string {
  return parts.join('/').normalize('NFC').toLowerCase()
}

function isInside(inner: readonly string[], outer: readonly string[]): boolean {
  return inner.length > outer.length && outer.every((part, index) => inner[index] === part)
}

function assertApart(source: readonly string[], target: readonly string[], shown: string): void {
  if (isInside(target, source)) {
    throw refused(shown, 'lies in what would go there')
  }
  if (isInside(source, target)) {
    throw refused(shown, 'holds what would go there')
  }
}

/**
 * Moves or renames at once. A name that only its letters’ case tells apart is one of the same file on some systems.
 * @throws HomeportError FILE_003, FILE_006, FILE_007 when something is there and is not to be replaced.
 */
export async function moveWithin(confined: Confined, moving: Moving): Promise<void> {
  const { source, target } = endsOf(moving)
  await confined.locate(source, 'keep', async (from) => {
    if (from.stats === null) {
      throw fileFailure(Object.assign(new Error(), { code: 'ENOENT' }), moving.from)
    }
    assertNotGit(from.real, moving.from)
    const { dev, ino } = from.stats
    await confined.locate(target, 'keep', async (to) => {
      assertNotGit(to.real, moving.to)
      const isSame = to.stats?.ino === ino && to.stats.dev === dev
      if (to.stats !== null && !isSame && !(moving.overwrite && to.stats.isFile())) {
        throw new HomeportError(
          'FILE_007',
          `"${moving.to}" is there already. Nothing was moved; choose another name.`,
          {
            details: { path: moving.to },
          },
        )
      }
      await rename(from.at, to.at)
    })
  })
}

/** A link inside may lead to what is not changed here. */
export function assertNotGit(real: readonly string[], shown: string): void {
  if (real.some(isGitFolder)) {
    throw refused(shown, 'belongs to Git, and is not changed here')
  }
}
