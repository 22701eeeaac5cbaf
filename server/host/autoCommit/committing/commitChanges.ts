import { HomeportError } from '#shared/errors.ts'
import type { AutoCommitRules, AutoCommitted, Milestone, SkippedFile } from '#shared/operations/autoCommit.ts'
import { type Found, repositoryOf } from '../../git/reading/repository.ts'
import { zeroed } from '../../git/reading/records.ts'
import type { Git } from '../../git/running/git.ts'
import { pathText } from '../../git/running/gitPath.ts'
import { type ChangedFile, MOST_FILES, changedSince, lookAtChanges } from '../looking/changedFiles.ts'
import { type CommitGroup, groupFiles } from './groups.ts'
import { autoMessage } from './message.ts'
import { markMilestone } from './milestones.ts'
import { type OwnIndex, moveWithIndex, openOwnIndex, sweepLeft } from './ownIndex.ts'
import { update } from './update.ts'
import { type Place, checkedOut, notNow, placeOf, problemOf, revision } from './place.ts'

export interface Committing {
  readonly rules: Pick<AutoCommitRules, 'target' | 'ignore' | 'allow'>
  /** What the turn was asked for. */
  readonly prompt: string
  readonly session_id: string
  /** What was reached; null: nothing. */
  readonly milestone: Milestone | null
  readonly salt: string
  readonly isProtected: (branch: string) => boolean
  /** Between two looks at the same files. */
  readonly settled: () => Promise<void>
}

/**
 * Commits what changed, by an index of its own: the person’s index and stash are as they were, and so is their branch unless the
 * rules say that commits go onto it; then their index follows in the same step. A ref moves once, at the end, and only where
 * nobody else has moved it. Whoever is killed in it leaves nothing that the next call does not put right.
 */
export async function commitChanges(git: Git, asked: Committing): Promise<AutoCommitted> {
  const found = await repositoryOf(git)
  await sweepLeft(git, found)
  const place = (await notNow(git, found)) ?? (await placeOf(git, found, asked.rules.target))
  if ('reason' in place) {
    return { commits: [], skipped: [], problem: place }
  }
  if (place.branch !== null && asked.isProtected(place.branch)) {
    const message = `${place.branch} is protected here (git.protected_branches): nothing is committed onto it by itself. Switch to another branch, or keep points beside the branch.`
    return { commits: [], skipped: [], problem: problemOf('protected', message) }
  }
  const index = await openOwnIndex(git, found, place.parents[0] ?? '')
  try {
    return await commitBy({ git, found, place, index, asked })
  } catch (error) {
    throw explained(error)
  } finally {
    await index.close()
  }
}

interface Work {
  readonly git: Git
  readonly found: Found
  readonly place: Place
  readonly index: OwnIndex
  readonly asked: Committing
}

async function commitBy(work: Work): Promise<AutoCommitted> {
  const { git, place, index, asked } = work
  const { env } = index
  const { ignore, allow } = asked.rules
  const { salt, settled } = asked
  const staged = place.branch === null ? new Set<string>() : await stagedOf(git, place.parents[0] ?? '')
  const changed = await lookAtChanges({ git, env, ignore, allow, salt, settled, staged })
  if (changed === null) {
    const message = `More than ${MOST_FILES} files have changed, which is more than is committed by itself. Let Git ignore what is made by programs, or commit them yourself.`
    return { commits: [], skipped: [], problem: problemOf('too_many', message) }
  }
  const { commits, late } = await commitGroups(work, groupFiles(changed.files))
  const skipped = [...changed.skipped, ...late]
  const last = commits.at(-1)?.commit
  if (last !== undefined && !(await moveTo(work, last))) {
    const message = 'Somebody else used this repository at the same moment. Nothing was committed; it is tried again.'
    return { commits: [], skipped, problem: problemOf('busy', message) }
  }
  if (asked.milestone !== null) {
    await markMilestone(git, last ?? place.parents[0] ?? '', asked.milestone)
  }
  return { commits, skipped, problem: null }
}

async function commitGroups({ git, place, index, asked }: Work, groups: readonly CommitGroup<ChangedFile>[]) {
  const commits: AutoCommitted['commits'] = []
  const late: SkippedFile[] = []
  let { parents } = place
  for (const group of groups) {
    const made = await commitGroup({ git, env: index.env, parents, asked, late }, group)
    if (made === 'changed') {
      late.push(...group.files.map(({ path }) => ({ path, why: 'writing' as const, secrets: [] })))
    } else if (made !== null) {
      commits.push(made)
      parents = [made.commit]
    }
  }
  return { commits, late }
}

interface GroupWork {
  readonly git: Git
  readonly env: OwnIndex['env']
  readonly parents: readonly string[]
  readonly asked: Committing
  /** What Git does not take is put here. */
  readonly late: SkippedFile[]
}

/** `changed`: its files were written while they were read, and none of it is committed. null: there was nothing. */
async function commitGroup({ git, env, parents, asked, late }: GroupWork, whole: CommitGroup<ChangedFile>) {
  const parent = parents[0] ?? ''
  const refused = await update(git, env, whole.files)
  late.push(...[...refused].map(([{ path }, why]) => ({ path, why, secrets: [] })))
  const group = { ...whole, files: whole.files.filter((file) => !refused.has(file)) }
  if (await changedSince(git.folder, group.files)) {
    await git.run('staging', { args: ['read-tree', '--reset', parent], env })
    return 'changed'
  }
  const tree = (await git.run('staging', { args: ['write-tree'], env })).toString('latin1').trim()
  const { added, removed, files } = await statistics(git, parent, tree)
  if (files === 0) {
    return null
  }
  const message = autoMessage(group, { prompt: asked.prompt, session_id: asked.session_id, added, removed })
  const signed = asked.rules.target === 'branch' && (await isSigned(git)) ? ['-S'] : []
  const input = message
  const commit = (
    await git.run('staging', {
      args: ['commit-tree', ...signed, tree, ...parents.flatMap((one) => ['-p', one]), '-F', '-'],
      env,
      input,
    })
  )
    .toString('latin1')
    .trim()
  return { commit, subject: message.split('\n')[0] ?? '', files }
}

async function statistics(git: Git, from: string, to: string) {
  const printed = (await git.read(['diff-tree', '-r', '--numstat', '--no-renames', from, to])).toString('utf8')
  const lines = printed.split('\n').filter((line) => line !== '')
  const sum = (column: number) => lines.reduce((all, line) => all + (Number(line.split('\t')[column]) || 0), 0)
  return { added: sum(0), removed: sum(1), files: lines.length }
}

async function isSigned(git: Git): Promise<boolean> {
  const { output } = await git.try('reading', { args: ['config', '--type=bool', '--get', 'commit.gpgSign'] })
  return output.toString('utf8').trim() === 'true'
}

/** False: somebody else was quicker. */
async function moveTo({ git, found, place, asked }: Work, commit: string): Promise<boolean> {
  if (place.branch === null) {
    // A rebase may have begun while files were read.
    return (await notNow(git, found)) === null && moveRef(git, place, commit)
  }
  const old = place.old ?? ''
  const { entries, names } = await entriesOf(git, old, commit)
  return moveWithIndex({
    git,
    found,
    commit,
    entries,
    names,
    staged: (env) => stagedOf(git, old, env),
    // Whoever switches, merges or rebases holds the index in that step: now nobody does.
    move: async () => {
      const isAsBefore = (await checkedOut(git)) === place.branch && (await notNow(git, found)) === null
      return isAsBefore && !asked.isProtected(place.branch ?? '') && moveRef(git, place, commit)
    },
  })
}

async function moveRef(git: Git, { ref, old }: Place, commit: string): Promise<boolean> {
  const from = old ?? '0'.repeat(commit.length)
  const args = ['update-ref', '--create-reflog', '-m', 'commit by Homeport', ref, commit, from]
  const ended = await git.try('staging', { args })
  // It may have been stopped after it had done it.
  return ended.code === 0 || (await revision(git, ref)) === commit
}

/** Files whose entries in an index (the person’s) are others than in a commit. */
async function stagedOf(git: Git, commit: string, env: Readonly<Record<string, string>> = {}): Promise<Set<string>> {
  const args = [
    'diff-index',
    '--cached',
    '--name-only',
    '-z',
    '--no-renames',
    '--ignore-submodules=dirty',
    commit,
    '--',
  ]
  return new Set([...zeroed(await git.read(args, { env }))].map(pathText))
}

/** What an index is told so that it has what lies between two commits; what goes comes first. */
async function entriesOf(git: Git, from: string, to: string): Promise<{ entries: Buffer; names: ReadonlySet<string> }> {
  const fields = [
    ...zeroed(await git.read(['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', from, to])),
  ]
  const names = new Set<string>()
  const gone: Buffer[] = []
  const there: Buffer[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, mode = '', , id = ''] = (fields[at] ?? Buffer.alloc(0)).toString('latin1').split(' ')
    const name = fields[at + 1] ?? Buffer.alloc(0)
    names.add(pathText(name))
    const entry = Buffer.concat([Buffer.from(`${mode === '000000' ? '0' : mode} ${id}\t`), name, Buffer.of(0)])
    const list = mode === '000000' ? gone : there
    list.push(entry)
  }
  return { entries: Buffer.concat([...gone, ...there]), names }
}

function explained(error: unknown): unknown {
  const isNameless =
    error instanceof Error &&
    /identity unknown|tell me who you are|auto-detect|no (?:email|name) was given/i.test(error.message)
  return isNameless
    ? new HomeportError(
        'SESSION_003',
        'Git does not know your name yet. Say it in a terminal: git config --global user.name "…" and user.email "…". Nothing was committed.',
        { details: { reason: 'no_name' } },
      )
    : error
}
