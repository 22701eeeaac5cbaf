import type { AutoCommitted, SkippedFile } from '#shared/operations/autoCommit.ts'
import { problemOf } from './place.ts'

/** It passes by itself: a person who looks is told, nobody else. */
const PASSES: readonly string[] = ['under_way', 'conflicts', 'busy']
const MOST_NAMED = 20

/** What a person should know of how it went; empty: nothing. */
export function saidOf({ skipped, problem }: AutoCommitted): string {
  const secrets = skipped
    .filter(({ why }) => why === 'secret')
    .map(({ path, secrets: found }) => `${path} (${found.map(({ kind, line }) => `line ${line}: ${kind}`).join(', ')})`)
  const endings = pathsOf(skipped, 'line_endings')
  const refused = pathsOf(skipped, 'refused')
  return [
    problem === null || PASSES.includes(problem.reason) ? '' : problem.message,
    secrets.length === 0 ? '' : `What looks like a secret was not committed: ${listed(secrets, '; ')}.`,
    endings.length === 0
      ? ''
      : `Left out, since their line ends would change for good (core.safecrlf): ${listed(endings)}. Make them the same throughout, or say in .gitattributes what they are.`,
    refused.length === 0 ? '' : `Git does not take: ${listed(refused)}. They were left out; git add says why.`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}

function pathsOf(skipped: readonly SkippedFile[], why: SkippedFile['why']): readonly string[] {
  return skipped.filter((one) => one.why === why).map(({ path }) => path)
}

function listed(all: readonly string[], between = ', '): string {
  return all.slice(0, MOST_NAMED).join(between)
}

/** What is said instead of a commit where the programs that the repository names are others by now. */
export function otherPrograms(): AutoCommitted {
  const message =
    'The repository names other programs for its files (filters) or signatures than when auto-commit was set. Nothing was committed, and none of them ran. Look at its .git/config, then save the choices of auto-commit again.'
  return { commits: [], skipped: [], problem: problemOf('programs', message) }
}
