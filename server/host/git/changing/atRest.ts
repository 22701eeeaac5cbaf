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
    : unsigned(error)
}

/** Git signs as the repository is configured (`commit.gpgSign`), by GnuPG or SSH; what it says where it cannot. */
export function unsigned(error: unknown): unknown {
  const isUnsigned =
    error instanceof Error &&
    /failed to sign|signing failed|user\.signingkey|Load key "|load (public )?key|No private key found|(fatal|error): cannot run (gpg|ssh-keygen)|failed to write (commit|the commit) object/i.test(
      error.message,
    )
  return isUnsigned
    ? new HomeportError(
        'SESSION_003',
        `It could not be signed, as this repository is configured to be (commit.gpgSign). Nothing was committed; what is staged stays so. Unlock the key once in a terminal, or look at user.signingKey. ${error.message}`,
        { cause: error, details: { reason: 'signing' } },
      )
    : error
}
