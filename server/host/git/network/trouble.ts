import { HomeportError } from '#shared/errors.ts'
import { failureOf, lastWords } from '../running/git.ts'
import type { GitOutput } from '../running/gitProcess.ts'

interface Known {
  readonly pattern: RegExp
  readonly reason: string
  readonly say: (words: string) => string
}

const KNOWN: readonly Known[] = [
  {
    pattern: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/i,
    reason: 'unreachable',
    say: () =>
      'SSH does not know this host yet, or it is another one than before. Nothing was exchanged. Connect to it once in a terminal and look at its key.',
  },
  {
    pattern:
      /could not read (Username|Password)|terminal prompts disabled|Authentication failed|Permission denied \(|returned error: 40[13]|HTTP Basic: Access denied/i,
    reason: 'signed_out',
    say: (words) =>
      `The remote asks who you are, and this machine has no answer that it takes. Nothing was exchanged. Sign in once in a terminal (a credential helper, or a key in the SSH agent). It says: ${words}`,
  },
  {
    pattern: /protected branch|GH006|GH013|not allowed to (force )?push|Protected branch|pre-receive hook declined/i,
    reason: 'protected',
    say: (words) =>
      `The remote takes no direct push to this branch. Nothing was changed there. Push to a new branch, and make a pull request. It says: ${words}`,
  },
  {
    pattern: /\((fetch first|non-fast-forward|stale info)\)|Updates were rejected because/,
    reason: 'behind',
    say: () => 'The remote has commits that you do not have. Nothing was changed there. Pull, then push again.',
  },
  {
    pattern:
      /Could not resolve host|Connection (refused|timed out|reset)|Failed to connect|unable to access|Network is unreachable|Operation too slow|does not appear to be a git repository|Could not read from remote repository|early EOF/i,
    reason: 'unreachable',
    say: (words) => `The remote cannot be reached. Nothing was changed there. Git says: ${words}`,
  },
  {
    pattern: /Need to specify how to reconcile divergent branches|Not possible to fast-forward/,
    reason: 'diverged',
    say: () =>
      'Here and there both have commits that the other one lacks, and Git is not told how to join them. Nothing was changed. Choose: merge, or rebase.',
  },
  {
    pattern: /no tracking information|no such ref was fetched|not currently on a branch/,
    reason: 'no_upstream',
    say: () =>
      'This branch follows no branch of a remote, so there is nothing to pull. Push it first, or choose another one.',
  },
  {
    pattern:
      /cannot (pull with rebase|rebase): |would be overwritten by|untracked working tree files|Please commit (your changes )?or stash/,
    reason: 'dirty',
    say: () =>
      'Changes in this folder are in the way. They are as they were. Commit them, or put them aside (stash), and pull then.',
  },
]

/** Why Git could not do it, for people, and for programs as `reason`. */
export function networkTrouble(ended: GitOutput): HomeportError {
  if (ended.why !== 'ended') {
    return failureOf(ended)
  }
  const said = `${ended.message}\n${ended.output.subarray(0, 64 * 1024).toString('utf8')}`
  const words = withoutSecrets(lastWords(said))
  const known = KNOWN.find(({ pattern }) => pattern.test(said))
  const sentence = known === undefined ? `Git refused: ${words}` : known.say(words)
  return new HomeportError('SESSION_003', sentence, { details: { reason: known?.reason ?? 'refused' } })
}

/** Git itself hides a password in an address, but not what a remote repeats. */
export function withoutSecrets(text: string): string {
  return text.replace(/(\w{2,20}:\/\/)[^\s/@]{1,500}@/g, (_all, scheme: string) => scheme)
}
