import type { Clock } from '#server/platform/clock.ts'
import type { Git } from '../running/git.ts'

/** So long everything that went is kept: discarded files, dropped stashes, deleted branches. Said in the guide and the API. */
export const KEPT_DAYS = 30
const DAY_MS = 24 * 60 * 60_000

/** `DAY/COMMIT`: the day on which it went. */
const DROPPED = 'refs/homeport/dropped'
const DISCARDED = 'refs/homeport/discarded'

/** Keeps a commit that no branch or list names any more, so that Git does not collect it. */
export async function keepCommit(git: Git, clock: Pick<Clock, 'now'>, commit: string): Promise<void> {
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '')
  await git.run('staging', { args: ['update-ref', `${DROPPED}/${day}/${commit}`, commit] })
  await pruneKept(git, clock)
}

/** Whether it is kept. */
export async function isKept(git: Git, commit: string): Promise<boolean> {
  const listed = await git.read(['for-each-ref', '--count=1', '--format=x', `${DROPPED}/*/${commit}`])
  return listed.length > 0
}

/** Forgets what went more than 30 days ago. What Git itself still has of it is Git’s. */
export async function pruneKept(git: Git, clock: Pick<Clock, 'now'>): Promise<void> {
  const args = ['for-each-ref', '--format=%(refname) %(committerdate:unix)', DROPPED, DISCARDED]
  const listed = await git.try('reading', { args })
  const oldest = clock.now() - KEPT_DAYS * DAY_MS
  const old = listed.output
    .toString('utf8')
    .split('\n')
    .filter((line) => isOlder(line, oldest))
    .map((line) => `delete ${line.split(' ')[0]}\n`)
  if (old.length > 0) {
    await git.try('staging', { args: ['update-ref', '--stdin'], input: old.join('') })
  }
}

function isOlder(line: string, oldest: number): boolean {
  const [ref = '', committed = ''] = line.split(' ')
  const [, year, month, day] = /^refs\/homeport\/dropped\/(\d{4})(\d\d)(\d\d)\//.exec(ref) ?? []
  // The commit of a discard is made when it happens; others were made before they went.
  const went = year === undefined ? Number(committed) * 1000 : Date.parse(`${year}-${month}-${day}T23:59:59Z`)
  return ref !== '' && Number.isFinite(went) && went < oldest
}
