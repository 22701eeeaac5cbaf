import { HomeportError } from '#shared/errors.ts'
import { repositoryOf, underWay } from '../reading/repository.ts'
import type { Git } from '../running/git.ts'

/** @throws HomeportError SESSION_003 while something waits to be finished. */
export async function assertRests(git: Git): Promise<void> {
  const waits = underWay(await repositoryOf(git))
  if (waits !== null) {
    throw new HomeportError(
      'SESSION_003',
      `A ${waits.replace('_', '-')} is under way in this repository: finish or abort it first. Nothing was changed.`,
    )
  }
}

/** What Git says where it refuses since changes would be lost, in words that say what to do. */
export function inTheWay(error: unknown): unknown {
  const isInTheWay =
    error instanceof Error &&
    /would be overwritten|untracked working tree files|commit your changes or stash|already exists, no checkout/.test(
      error.message,
    )
  return isInTheWay
    ? new HomeportError(
        'SESSION_003',
        'Changes in this folder are in the way: commit them, or put them aside (stash) and try again. Nothing was changed.',
        { details: { reason: 'dirty' } },
      )
    : error
}
