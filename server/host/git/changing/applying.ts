import { HomeportError } from '#shared/errors.ts'
import type { Applied } from '#shared/operations/gitHistory.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { GitUnderWay } from '#shared/operations/git.ts'
import { conflictsOf, shownConflicts } from '../reading/conflicts.ts'
import { commitOf } from '../reading/diff.ts'
import { type Found, repositoryOf, underWay } from '../reading/repository.ts'
import { readStatus } from '../reading/status.ts'
import type { Git } from '../running/git.ts'
import { failureOf } from '../running/git.ts'
import { assertRests, inTheWay } from './atRest.ts'
import { type DiscardDeps, keepAll } from './discard.ts'
import { keepDiscarded } from './discardedRef.ts'
import { namesOf } from './stage.ts'
import { undecidedOf } from './undecided.ts'

/** Commits the opposite of a commit, or the same again. @throws HomeportError SESSION_003 where nothing was begun. */
export async function apply(git: Git, how: 'revert' | 'cherry-pick', asked: string): Promise<Applied> {
  await assertRests(git)
  const commit = await commitOf(git, asked)
  const parents = (await git.read(['rev-list', '--parents', '-n1', commit])).toString('latin1').trim().split(' ')
  const mainline = parents.length > 2 ? ['-m', '1'] : []
  const edit = how === 'revert' ? ['--no-edit'] : ['--allow-empty']
  const wasClean = await isIndexAsCommitted(git)
  try {
    return await outcomeOf(git, [how, ...edit, ...mainline, commit], how)
  } catch (error) {
    // Where only the commit failed (no key to sign with, a hook), Git leaves what it would have been, and nothing that waits.
    if (wasClean && underWay(await repositoryOf(git)) === null && !(await isIndexAsCommitted(git))) {
      await git.try('acting', { args: ['reset', '--merge'] })
    }
    throw error
  }
}

async function isIndexAsCommitted(git: Git): Promise<boolean> {
  return (await git.try('reading', { args: ['diff', '--cached', '--quiet', '--no-ext-diff'] })).code === 0
}

async function outcomeOf(git: Git, args: readonly string[], how: 'revert' | 'cherry-pick' | null): Promise<Applied> {
  const ended = await git.try('acting', { args })
  if (ended.code === 0) {
    return { outcome: 'done', head: await headOf(git), conflicts: [] }
  }
  const { all, inside, outside } = await conflictsOf(git)
  if (all.length > 0) {
    return { outcome: 'conflicts', head: await headOf(git), conflicts: inside, outside: outside.length }
  }
  const isEmpty = /is now empty|nothing to commit|nothing added to commit/.test(ended.message + ended.output.toString())
  if (how !== null && isEmpty) {
    // Nothing waits: there is nothing to be committed.
    await git.try('acting', { args: [how, '--skip'] })
    return { outcome: 'empty', head: await headOf(git), conflicts: [] }
  }
  throw inTheWay(failureOf(ended))
}

async function headOf(git: Git): Promise<string | null> {
  const { code, output } = await git.try('reading', { args: ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'] })
  return code === 0 ? output.toString('latin1').trim() : null
}

type Aborted = ResultOf<'git.abort'>['aborted']

const ABORT: Readonly<Record<Aborted, readonly string[]>> = {
  // What was put aside came back in conflict: the index is as the last commit, and so are the files that were merged.
  conflicts: ['reset', '--merge'],
  merge: ['merge', '--abort'],
  rebase: ['rebase', '--abort'],
  cherry_pick: ['cherry-pick', '--abort'],
  revert: ['revert', '--abort'],
  bisect: ['bisect', 'reset'],
}

/**
 * Gives up what is under way. What somebody had made of the files by then is kept as what was discarded: those outside the
 * session's folder too, since all of the repository goes back; they are listed at its top.
 */
export async function abort(git: Git, deps: DiscardDeps): Promise<{ aborted: Aborted }> {
  const found = await repositoryOf(git)
  const waits = underWay(found) ?? ((await conflictsOf(git, found)).all.length > 0 ? 'conflicts' : nothingWaits())
  const printed = await git.read(['status', '--porcelain=v2', '-z', '--untracked-files=no', '--no-renames'])
  const all = keptOf(printed, '')
  const inside = keptOf(printed, found.prefix)
  const named = new Set(inside.map((name) => `${found.prefix}${name}`))
  const outside = all.filter((name) => !named.has(name))
  const finish = [
    await keepBefore(git, { found, paths: inside, deps }),
    await keepBefore(git.at(found.top), { found: { ...found, prefix: '' }, paths: outside, deps }),
  ]
  await git.run('acting', { args: ABORT[waits] })
  for (const keepAfter of finish) {
    await keepAfter()
  }
  return { aborted: waits }
}

/** Files that are staged and no more, as most of a large merge are: Git made nearly all of them. */
const MOST_STAGED = 2_000

/** Which files somebody may have worked on, as the status says: in a merge of however many none of those is left out. */
export function keptOf(printed: Buffer, prefix: string): string[] {
  const { files } = readStatus(printed, prefix, Number.POSITIVE_INFINITY)
  const own = files.filter((file) => !file.is_submodule && !file.path.startsWith('"'))
  const isTouched = (file: (typeof own)[number]) => file.is_conflict || file.unstaged !== null
  const staged = own.filter((file) => !isTouched(file)).slice(0, MOST_STAGED)
  return [...own.filter(isTouched), ...staged].map((file) => file.path)
}

interface Keeping {
  readonly found: Found
  readonly paths: readonly string[]
  readonly deps: DiscardDeps
}

/** Returns what keeps beside them what is there afterwards. */
async function keepBefore(git: Git, { found, paths, deps }: Keeping): Promise<() => Promise<void>> {
  if (paths.length === 0) {
    return async () => {}
  }
  const where = { git, found, discard_id: deps.ids.uuid() }
  const kept = { prefix: found.prefix, at: deps.clock.timestamp(), before: await keepAll(git, paths), after: null }
  await keepDiscarded(where, kept)
  return async () => keepDiscarded(where, { ...kept, after: await keepAll(git, paths) })
}

function nothingWaits(): never {
  throw new HomeportError('SESSION_003', 'No merge, rebase, cherry-pick or revert is under way here.')
}

const CONTINUE: Readonly<Record<Exclude<GitUnderWay, 'bisect'>, readonly string[]>> = {
  merge: ['commit', '--no-edit'],
  rebase: ['rebase', '--continue'],
  cherry_pick: ['cherry-pick', '--continue'],
  revert: ['revert', '--continue'],
}

/**
 * Goes on, once no file of the repository shows a conflict any more; where nothing waits, as after a stash, they are resolved.
 * @throws HomeportError SESSION_003 with those that do.
 */
export async function goOn(git: Git): Promise<Applied> {
  const found = await repositoryOf(git)
  const waits = underWay(found)
  if (waits === 'bisect') {
    throw new HomeportError('SESSION_003', 'A bisection goes on in a terminal: it asks whether the commit is good.')
  }
  const { all } = await conflictsOf(git, found)
  if (waits === null && all.length === 0) {
    return nothingWaits()
  }
  await stageDecided(git.at(found.top), found, all)
  if (waits === null) {
    return { outcome: 'done', head: await headOf(git), conflicts: [] }
  }
  const how = waits === 'cherry_pick' ? 'cherry-pick' : waits === 'revert' ? 'revert' : null
  return outcomeOf(git, CONTINUE[waits], how)
}

async function stageDecided(top: Git, { prefix }: Found, conflicts: readonly string[]): Promise<void> {
  const undecided = await undecidedOf(top, conflicts)
  if (undecided.length > 0) {
    const isInside = (name: string) => name.startsWith(prefix)
    const inside = undecided.filter(isInside).map((name) => name.slice(prefix.length))
    const named = shownConflicts({ inside, outside: undecided.filter((name) => !isInside(name)) })
    throw new HomeportError(
      'SESSION_003',
      `Still in conflict: ${named.slice(0, 10).join(', ')}. Nothing was changed. Resolve them, or stage what is to stay, then go on.`,
      { details: { reason: 'conflict' } },
    )
  }
  if (conflicts.length > 0) {
    const args = ['add', '-A', '--pathspec-from-file=-', '--pathspec-file-nul']
    await top.run('staging', { args, input: namesOf(conflicts) })
  }
}
