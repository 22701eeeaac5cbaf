import { HomeportError } from '#shared/errors.ts'
import type { GitStash } from '#shared/operations/gitHistory.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Clock } from '#server/platform/clock.ts'
import { conflictsOf } from '../reading/conflicts.ts'
import { timestampOf } from '../reading/history.ts'
import { repositoryOf } from '../reading/repository.ts'
import { zeroed } from '../reading/records.ts'
import { type Git, failureOf } from '../running/git.ts'
import { inTheWay } from './atRest.ts'
import { isKept, keepCommit } from './keptCommits.ts'

const MAX_LISTED = 200

/** What was put aside, the newest first. */
export async function listStashes(git: Git): Promise<{ stashes: GitStash[]; more: number }> {
  await repositoryOf(git)
  const format = ['%H', '%at', '%gs'].join('%x00')
  const args = ['log', '-g', '--first-parent', '-z', `--format=${format}`, '--no-show-signature', 'refs/stash', '--']
  const { code, output } = await git.try('reading', { args })
  const fields = code === 0 ? [...zeroed(output)].map((field) => field.toString('utf8')) : []
  const all = Array.from({ length: Math.floor(fields.length / 3) }, (_, index): GitStash => {
    const [stash_id = '', seconds = '0', message = ''] = fields.slice(index * 3)
    return { stash_id, message: message.slice(0, 500), at: timestampOf(seconds) }
  })
  return { stashes: all.slice(0, MAX_LISTED), more: Math.max(0, all.length - MAX_LISTED) }
}

/** Puts all changes aside, with files that Git does not know. null: there were none. */
export async function stash(git: Git, message: string): Promise<string | null> {
  const { output } = await git.try('reading', { args: ['status', '--porcelain', '-z', '--ignore-submodules=dirty'] })
  if (output.length === 0) {
    return null
  }
  const named = message === '' ? [] : ['-m', message]
  await git.run('acting', { args: ['stash', 'push', '--include-untracked', '--quiet', ...named] })
  return (await git.read(['rev-parse', '--verify', 'refs/stash'])).toString('latin1').trim()
}

/** Brings it back. @throws HomeportError SESSION_003 with the reason `dirty` where changes are in the way. */
export async function applyStash(
  git: Git,
  asked: { readonly stash_id: string; readonly drop: boolean },
  clock: Clock,
): Promise<ResultOf<'git.stash_apply'>> {
  await placeOf(git, asked.stash_id)
  const before = await conflictsOf(git)
  if (before.all.length > 0) {
    throw new HomeportError('SESSION_003', 'Files are in conflict here: resolve them first. Nothing was changed.', {
      details: { reason: 'conflict' },
    })
  }
  const whole = await git.try('acting', { args: ['stash', 'apply', '--quiet', '--index', asked.stash_id] })
  // Where its staged half does not fit any more, all of it comes back unstaged.
  const ended =
    whole.code !== 0 && /conflicts in index/i.test(whole.message)
      ? await git.try('acting', { args: ['stash', 'apply', '--quiet', asked.stash_id] })
      : whole
  const { all, inside, outside } = await conflictsOf(git)
  if (ended.code !== 0 && all.length === 0) {
    throw inTheWay(failureOf(ended))
  }
  const isDropped = asked.drop && all.length === 0
  if (isDropped) {
    await dropStash(git, asked.stash_id, clock)
  }
  const outcome = all.length > 0 ? 'conflicts' : 'done'
  return { outcome, conflicts: inside, outside: outside.length, dropped: isDropped }
}

/** Puts back what was put aside a moment ago, exactly as it was. False: it is still on the list. */
export async function takeBack(git: Git, stash_id: string): Promise<boolean> {
  const { code } = await git.try('acting', { args: ['stash', 'apply', '--quiet', '--index', stash_id] })
  if (code !== 0) {
    return false
  }
  const place = await placeOf(git, stash_id)
  await git.run('acting', { args: ['stash', 'drop', '--quiet', `stash@{${place}}`] })
  return true
}

/** Takes it off the list; it is kept for 30 days. */
export async function dropStash(git: Git, stash_id: string, clock: Clock): Promise<void> {
  await placeOf(git, stash_id)
  await keepCommit(git, clock, stash_id)
  // Somebody may have put another one on the list meanwhile.
  const place = await placeOf(git, stash_id)
  await git.run('acting', { args: ['stash', 'drop', '--quiet', `stash@{${place}}`] })
}

/** Puts on the list again what was dropped. */
export async function restoreStash(git: Git, stash_id: string): Promise<void> {
  await repositoryOf(git)
  if (!(await isKept(git, stash_id))) {
    throw new HomeportError('FILE_006', 'This is not kept any more. Nothing was changed.')
  }
  const subject = (await git.read(['log', '-1', '--format=%s', '--no-show-signature', stash_id, '--'])).toString('utf8')
  await git.run('acting', { args: ['stash', 'store', '--quiet', '-m', subject.trim().slice(0, 500), stash_id] })
}

/** @throws HomeportError FILE_006 where it is not on the list. */
async function placeOf(git: Git, stash_id: string): Promise<number> {
  const { stashes } = await listStashes(git)
  const place = stashes.findIndex((one) => one.stash_id === stash_id)
  if (place === -1) {
    throw new HomeportError('FILE_006', 'This is not put aside here any more. Nothing was changed.')
  }
  return place
}
