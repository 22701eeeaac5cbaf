import type { Git } from '../../git/running/git.ts'
import { TRAILER } from '../committing/message.ts'
import { MILESTONES, milestonesOf } from '../committing/milestones.ts'
import { SIDE, revision } from '../committing/place.ts'
import { type BesideCommit, type Pruning, rewrite } from './rewriting.ts'

/** Of each session so many of the newest stay, whatever they hold. */
const KEPT_OF_SESSION = 50

/** All that stand above one that goes are written anew: so it is not done for a few. */
const LEAST_TO_GO = 20

/** A repository with more is left as it is. */
const MOST_COMMITS = 10_000

interface PruneRules {
  /** Seconds since 1970: later ones stay. */
  readonly before: number
  readonly keptOfSession?: number
  readonly least?: number
}

/**
 * Which points beside branches may go. One does only where all that it brought is elsewhere as well: each content in what was pushed,
 * tagged, or is on the main branch. Also it is older than `before`, none of the newest of its session, and no one at which tests passed.
 * So what goes is a place in a history, never a content; and nobody's own commit does.
 * @throws HomeportError SESSION_003 where the repository cannot be read.
 */
export async function planPruning(git: Git, rules: PruneRules): Promise<Pruning> {
  const { before, keptOfSession = KEPT_OF_SESSION, least = LEAST_TO_GO } = rules
  const refs = await sideRefs(git)
  const commits = refs.length === 0 || (await isPartial(git)) ? [] : await commitsBeside(git)
  const reached = commits.length === 0 ? new Map() : await milestonesOf(git)
  const latest = newest(commits, keptOfSession)
  const goes = commits.filter(
    ({ commit, time, session_id, isUnique }) =>
      session_id !== '' &&
      !isUnique &&
      time < before &&
      !latest.has(commit) &&
      reached.get(commit)?.includes('tests_pass') !== true,
  )
  return { refs, commits, goes: new Set(goes.length < least ? [] : goes.map(({ commit }) => commit)) }
}

/**
 * Takes out what may go, all or nothing: where a point is made meanwhile, everything stays. Git's own clean-up removes the objects,
 * two weeks later unless a person set it otherwise. @returns how many went. @throws as `planPruning`.
 */
export async function prunePoints(git: Git, rules: PruneRules): Promise<number> {
  const pruning = await planPruning(git, rules)
  const { refs, commits, goes } = pruning
  if (goes.size === 0) {
    return 0
  }
  const now = await rewrite(git, pruning)
  const updates = refs.flatMap(({ ref, tip }) => {
    const to = now.get(tip) ?? tip
    return to === tip ? [] : [`update ${ref} ${to} ${tip}`]
  })
  const marks = await markChanges(git, { commits, goes, now })
  const input = ['start', ...updates, ...marks, 'prepare', 'commit', ''].join('\n')
  await git.run('staging', { args: ['update-ref', '-m', 'old points were taken out', '--stdin'], input })
  return goes.size
}

/** A mark moves along with its commit; that of a point that goes, goes. */
async function markChanges(
  git: Git,
  { commits, goes, now }: Pick<Pruning, 'commits' | 'goes'> & { readonly now: ReadonlyMap<string, string> },
): Promise<readonly string[]> {
  const reached = await milestonesOf(git)
  return commits.flatMap(({ commit }) =>
    (reached.get(commit) ?? []).flatMap((kind) => {
      const to = now.get(commit)
      const removed = `delete ${MILESTONES}/${kind}/${commit} ${commit}`
      return goes.has(commit)
        ? [removed]
        : to === undefined
          ? []
          : [`create ${MILESTONES}/${kind}/${to} ${to}`, removed]
    }),
  )
}

function newest(commits: readonly BesideCommit[], kept: number): ReadonlySet<string> {
  const counted = new Map<string, number>()
  // Of one second the later one in the history is the newer one.
  return new Set(
    commits
      .map((one, at) => ({ ...one, at }))
      .toSorted((left, right) => right.time - left.time || right.at - left.at)
      .filter(({ session_id }) => {
        const before = counted.get(session_id) ?? 0
        counted.set(session_id, before + 1)
        return before < kept
      })
      .map(({ commit }) => commit),
  )
}

async function sideRefs(git: Git): Promise<Pruning['refs']> {
  const listed = (await git.read(['for-each-ref', '--format=%(objectname) %(refname)', SIDE])).toString('utf8')
  return listed.split('\n').flatMap((line) => {
    const at = line.indexOf(' ')
    return at === -1 ? [] : [{ tip: line.slice(0, at), ref: line.slice(at + 1) }]
  })
}

/** What a person has pushed or tagged, and the main branch: where something counts as being elsewhere. */
async function elsewhere(git: Git): Promise<readonly string[]> {
  const named = await git.try('reading', { args: ['config', '--get', 'init.defaultBranch'] })
  const names = new Set(['main', 'master', named.output.toString('utf8').trim()])
  const there = await Promise.all([...names].map((name) => revision(git, `refs/heads/${name}`)))
  return ['--remotes', '--tags', ...there.filter((commit) => commit !== null)]
}

/** It fetches each object when it is asked for: nothing is fetched to clean up. */
async function isPartial(git: Git): Promise<boolean> {
  const args = ['config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$']
  return (await git.try('reading', { args })).code === 0
}

const FIELDS = ['%H', '%P', '%ct', `%(trailers:key=${TRAILER},valueonly,separator=%x20)`].join('%x00')

async function commitsBeside(git: Git): Promise<readonly BesideCommit[]> {
  const there = await elsewhere(git)
  const range = [`--glob=${SIDE}`, '--not', ...there]
  const count = ['rev-list', '--count', `--max-count=${MOST_COMMITS + 1}`, ...range]
  if (Number((await git.read(count)).toString('latin1')) > MOST_COMMITS) {
    return []
  }
  const listed = async (args: readonly string[]) =>
    new Set((await git.read(['rev-list', ...args])).toString('latin1').split('\n'))
  const unique = await listed(['--objects', '--no-object-names', ...range])
  const onBranches = await listed(['--branches', '--not', ...there])
  const log = await git.read([
    'log',
    '--topo-order',
    '--reverse',
    '--no-show-signature',
    '--no-mailmap',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--diff-merges=first-parent',
    `--format=%x01${FIELDS}%x00`,
    ...range,
    '--',
  ])
  return log
    .toString('utf8')
    .split('\u0001')
    .slice(1)
    .map((text) => readCommit(text, { unique, onBranches }))
}

interface Known {
  readonly unique: ReadonlySet<string>
  readonly onBranches: ReadonlySet<string>
}

function readCommit(text: string, { unique, onBranches }: Known): BesideCommit {
  const [commit = '', parents = '', time = '', session = '', raw = ''] = text.split('\0')
  return {
    commit,
    parents: parents.split(' ').filter((parent) => parent !== ''),
    time: Number(time),
    session_id: onBranches.has(commit) ? '' : session.trim(),
    isUnique: raw.split('\n').some((line) => bringsUnique(line, unique)),
  }
}

/** A line of `--raw`: `:100644 100644 OLD NEW M\tpath`. */
function bringsUnique(line: string, unique: ReadonlySet<string>): boolean {
  if (!line.startsWith(':')) {
    return false
  }
  const [oldMode = '', newMode = '', , now = '', how = ''] = line.slice(1).split(/[ \t]/)
  if (how === 'D') {
    return false
  }
  return newMode === SUBMODULE || (how === 'M' && oldMode !== newMode) || unique.has(now)
}

const SUBMODULE = '160000'
