import type { Milestone } from '#shared/operations/autoCommit.ts'
import type { Git } from '../../git/running/git.ts'
import { MILESTONES, allMilestones } from '../committing/milestones.ts'
import { SIDE, revision } from '../committing/place.ts'
import { type Beside, type BesideCommit, broughtElsewhere, lookBeside } from './beside.ts'
import { type Rewriting, rewrite, without } from './rewriting.ts'

/** Of each session so many of the newest stay, whatever they hold. */
const KEPT_OF_SESSION = 50

/** All that stand above one that goes are written anew: so it is not done for a few. */
const LEAST_TO_GO = 20

interface PruneRules {
  /** Seconds since 1970: later ones stay. */
  readonly before: number
  readonly keptOfSession?: number
  readonly least?: number
}

export interface Pruning extends Rewriting {
  readonly commits: readonly BesideCommit[]
  readonly refs: readonly SideRef[]
}

interface SideRef {
  readonly ref: string
  readonly tip: string
}

/**
 * Which points beside branches may go. One does only where all that it brought is elsewhere as well: each content in what was pushed,
 * tagged, or is on the main branch. Also it is older than `before`, none of the newest of its session, no one at which tests passed, and
 * not where a ref stands. So what goes is a place in a history, never a content; and nobody's own commit does.
 * @throws HomeportError SESSION_003 where the repository cannot be read · FILE_001 where it has more to say than Homeport takes.
 */
export async function planPruning(git: Git, rules: PruneRules): Promise<Pruning> {
  const { before, keptOfSession = KEPT_OF_SESSION, least = LEAST_TO_GO } = rules
  const refs = await sideRefs(git)
  const beside = refs.length === 0 || (await isPartial(git)) ? NOTHING : await lookBeside(git)
  const { commits, texts } = beside
  const reached = commits.length === 0 ? new Map<string, readonly Milestone[]>() : await allMilestones(git)
  const stays = newest(commits, keptOfSession)
  refs.forEach(({ tip }) => stays.add(tip))
  const old = commits.filter(
    ({ commit, time, session_id }) =>
      session_id !== '' && time < before && !stays.has(commit) && reached.get(commit)?.includes('tests_pass') !== true,
  )
  const asked = old.length < least ? [] : await broughtElsewhere(git, beside, old)
  const planned = without(commits, new Set(asked))
  const { goes, parents } = planned.goes.size < least ? without(commits, new Set()) : planned
  return { refs, commits, texts, goes, parents }
}

const NOTHING: Beside = { commits: [], texts: new Map(), there: [] }

/** In its turn with all else that Homeport does in the folder. */
type InTurn = (work: () => Promise<number>) => Promise<number>

/**
 * Takes out what may go: each ref in one step, and only from where it stood, so that one to which a point was added meanwhile stays as it
 * is. Whoever is killed in it leaves a mark too many, and loses none. Git's own clean-up removes the objects once the ref's reflog is that old.
 * @returns how many went. @throws as `planPruning`.
 */
export async function prunePoints(git: Git, rules: PruneRules, inTurn: InTurn = (work) => work()): Promise<number> {
  const pruning = await planPruning(git, rules)
  if (pruning.goes.size === 0) {
    return 0
  }
  const now = await rewrite(git, pruning)
  return inTurn(() => moveTo(git, pruning, now))
}

async function moveTo(git: Git, { refs, commits, goes }: Pruning, now: ReadonlyMap<string, string>): Promise<number> {
  await changeMarks(git, ([commit, kinds]) => {
    const to = now.get(commit)
    return to === undefined ? [] : kinds.map((kind) => `update ${MILESTONES}/${kind}/${to} ${to}`)
  })
  const left: string[] = []
  for (const { ref, tip } of refs) {
    const to = now.get(tip)
    if (to === undefined ? false : !(await moveRef(git, { ref, tip }, to))) {
      left.push(tip)
    }
  }
  const kept = reachedFrom(left, commits)
  // Read again: something may have been reached meanwhile.
  await changeMarks(git, ([commit, kinds]) => {
    const to = now.get(commit)
    if (kept.has(commit) || (to === undefined && !goes.has(commit))) {
      return []
    }
    const moved = to === undefined ? kinds.filter((kind) => kind !== 'tests_pass') : kinds
    return moved.flatMap((kind) => [
      ...(to === undefined ? [] : [`update ${MILESTONES}/${kind}/${to} ${to}`]),
      `delete ${MILESTONES}/${kind}/${commit}`,
    ])
  })
  return [...goes].filter((commit) => !kept.has(commit)).length
}

type Mark = readonly [commit: string, kinds: readonly Milestone[]]

async function changeMarks(git: Git, changesOf: (mark: Mark) => readonly string[]): Promise<void> {
  const changes = [...(await allMilestones(git))].flatMap(changesOf)
  if (changes.length > 0) {
    await git.run('staging', { args: ['update-ref', '--stdin'], input: [...changes, ''].join('\n') })
  }
}

/** False: it has gone on meanwhile. @throws HomeportError SESSION_003 of why Git refuses. */
async function moveRef(git: Git, { ref, tip }: SideRef, to: string): Promise<boolean> {
  try {
    await git.run('staging', { args: ['update-ref', '-m', 'old points were taken out', ref, to, tip] })
    return true
  } catch (error) {
    if ((await revision(git, ref)) === tip) {
      throw error
    }
    return false
  }
}

function reachedFrom(tips: readonly string[], commits: readonly BesideCommit[]): ReadonlySet<string> {
  const reached = new Set(tips)
  // The later ones come first.
  for (const { commit, parents } of commits.toReversed()) {
    if (reached.has(commit)) {
      parents.forEach((parent) => reached.add(parent))
    }
  }
  return reached
}

function newest(commits: readonly BesideCommit[], kept: number): Set<string> {
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

async function sideRefs(git: Git): Promise<readonly SideRef[]> {
  const listed = (await git.read(['for-each-ref', '--format=%(objectname) %(refname)', SIDE])).toString('utf8')
  return listed.split('\n').flatMap((line) => {
    const at = line.indexOf(' ')
    return at === -1 ? [] : [{ tip: line.slice(0, at), ref: line.slice(at + 1) }]
  })
}

/** It fetches each object when it is asked for: nothing is fetched to clean up. */
async function isPartial(git: Git): Promise<boolean> {
  const args = ['config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$']
  return (await git.try('reading', { args })).code === 0
}
