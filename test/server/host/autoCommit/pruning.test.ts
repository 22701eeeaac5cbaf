import { describe, expect, test } from 'vitest'
import { planPruning, prunePoints } from '#server/host/autoCommit/points/pruning.ts'
import { listPoints } from '#server/host/autoCommit/points/points.ts'
import { type BesideCommit, Graph, withParents } from '#server/host/autoCommit/points/rewriting.ts'
import { Git } from '#server/host/git/running/git.ts'
import { autoCommitIn } from '#test/support/host/autoCommitWorld.ts'
import { GitWorld } from '#test/support/host/gitWorld.ts'

const gitOf = (world: GitWorld) => new Git(world.folder, { environment: async () => world.env })
/** All are old, one of each session stays, and one is enough to go. */
const eager = { before: Number.MAX_SAFE_INTEGER, keptOfSession: 1, least: 1 }

/** The same numbers for the same seed. */
function dice(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** All contents that can be reached from any ref, but for those that only `notes` would name. */
function contents(world: GitWorld): ReadonlySet<string> {
  const objects = world.git('rev-list', '--objects', '--no-object-names', '--all').trim()
  const kinds = world.gitWith(objects, 'cat-file', '--batch-check=%(objecttype) %(objectname)')
  return new Set(kinds.split('\n').filter((line) => line.startsWith('blob ')))
}

const subjects = (world: GitWorld, ref: string) =>
  world.git('log', '--format=%s', ref, '--not', 'main').trim().split('\n')
const SIDE = 'refs/homeport/auto/branch/work'

async function point(world: GitWorld, text: string, milestone: 'turn_done' | 'tests_pass' | null = null) {
  world.write('a.txt', text)
  return (await autoCommitIn(world, { milestone })).commits[0]?.commit ?? ''
}

/** A branch `work` with points, of which some are on `main` by now. */
async function withPoints(merged: readonly string[], others: readonly string[]): Promise<GitWorld> {
  const world = GitWorld.with({ 'a.txt': 'a\n' })
  world.git('checkout', '-q', '-b', 'work')
  for (const text of merged) {
    await point(world, text, 'turn_done')
    world.commitAll(`by hand: ${text.trim()}`)
  }
  world.git('checkout', '-q', 'main')
  world.git('merge', '-q', '--ff-only', 'work')
  world.git('checkout', '-q', 'work')
  for (const text of others) {
    await point(world, text)
  }
  return world
}

describe('points that go', () => {
  test('are those whose contents are on the main branch; what is nowhere else stays, as does the newest', async () => {
    const world = await withPoints(['b\n', 'c\n', 'd\n'], ['only here\n', 'also\n'])
    const before = contents(world)
    const tree = world.git('rev-parse', `${SIDE}^{tree}`)
    expect((await listPoints(gitOf(world), 100)).filter(({ where }) => where === 'side')).toHaveLength(5)
    expect(await prunePoints(gitOf(world), eager)).toBe(3)
    expect(contents(world)).toEqual(before)
    expect(world.git('rev-parse', `${SIDE}^{tree}`)).toBe(tree)
    const left = (await listPoints(gitOf(world), 100)).filter(({ where }) => where === 'side')
    expect(left).toHaveLength(2)
    expect(left.map(({ session_id }) => session_id)).toEqual(['s1', 's1'])
    // What is kept says who made it and when, as before.
    expect(world.git('show', `${SIDE}~1:a.txt`)).toBe('only here\n')
    expect(world.git('for-each-ref', 'refs/homeport/milestone')).toBe('')
    expect(await prunePoints(gitOf(world), eager)).toBe(0)
    world.git('fsck', '--strict')
  })

  test('are none as long as nothing was pushed or merged, and none that are young', async () => {
    const world = await withPoints([], ['b\n', 'c\n'])
    // On a branch of one's own alone: it may be thrown away.
    world.commitAll('by hand')
    const refs = world.git('for-each-ref')
    expect(await prunePoints(gitOf(world), eager)).toBe(0)
    const merged = await withPoints(['b\n', 'c\n', 'd\n'], [])
    expect(await prunePoints(gitOf(merged), { ...eager, before: 0 })).toBe(0)
    expect(await prunePoints(gitOf(merged), { ...eager, keptOfSession: 3 })).toBe(0)
    expect(await prunePoints(gitOf(merged), { ...eager, least: 3 })).toBe(0)
    expect(world.git('for-each-ref')).toBe(refs)
  })

  test('are no one’s own commits, also where no branch has them any more, and none at which tests passed', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.git('checkout', '-q', '-b', 'work')
    const first = await point(world, 'b\n', 'tests_pass')
    await point(world, 'c\n')
    world.commitAll('mine')
    const mine = world.git('rev-parse', 'HEAD').trim()
    await point(world, 'd\n')
    world.commitAll('also mine')
    await point(world, 'e\n')
    world.git('push', '-q', world.folder, 'HEAD:refs/remotes/origin/kept')
    // A branch that was made anew: the one before is beside all branches now, but its contents were pushed.
    world.git(
      'update-ref',
      'refs/remotes/origin/kept',
      world.git('commit-tree', '-m', 'squashed', '-p', 'main', 'HEAD^{tree}').trim(),
    )
    world.git('reset', '-q', '--hard', 'main')
    const before = contents(world)
    await prunePoints(gitOf(world), eager)
    expect(contents(world)).toEqual(before)
    expect(subjects(world, SIDE)).toEqual(expect.arrayContaining(['mine', 'also mine']))
    expect(world.git('merge-base', '--is-ancestor', mine, SIDE)).toBe('')
    expect(world.git('for-each-ref', '--format=%(refname)', 'refs/homeport/milestone')).toContain(`tests_pass/${first}`)
  })

  test('stay all where a point is made meanwhile', async () => {
    const world = await withPoints(['b\n', 'c\n', 'd\n'], [])
    const git = gitOf(world)
    const tip = world.git('rev-parse', SIDE).trim()
    let isMoved = false
    const run = git.run.bind(git)
    git.run = async (mode, asked) => {
      if (asked.args[0] === 'update-ref' && !isMoved) {
        isMoved = true
        await point(world, 'meanwhile\n')
      }
      return run(mode, asked)
    }
    await expect(prunePoints(git, eager)).rejects.toMatchObject({ code: 'SESSION_003' })
    expect(world.git('merge-base', '--is-ancestor', tip, SIDE)).toBe('')
    expect(world.git('show', `${SIDE}:a.txt`)).toBe('meanwhile\n')
  })

  test('are none of a repository whose contents are fetched when they are asked for', async () => {
    const world = await withPoints(['b\n', 'c\n', 'd\n'], [])
    world.git('config', 'remote.origin.promisor', 'true')
    expect((await planPruning(gitOf(world), eager)).goes.size).toBe(0)
  })
})

describe('a commit written anew', () => {
  test('is as it was but for where it stands and what was signed', () => {
    const before = [
      'tree 1',
      'parent 2',
      'parent 3',
      'author Jörg <j@x> 1 +0100',
      'committer Jörg <j@x> 2 +0100',
      'encoding latin1',
      'gpgsig -----BEGIN',
      ' abc',
      ' -----END',
      'mergetag object 9',
      ' parent 5',
      '',
      'parent 7 is no parent',
      '',
    ].join('\n')
    const after = withParents(Buffer.from(before, 'latin1'), ['4'])
    expect(Buffer.from(after).toString('latin1').split('\n')).toEqual([
      'tree 1',
      'parent 4',
      'author Jörg <j@x> 1 +0100',
      'committer Jörg <j@x> 2 +0100',
      'encoding latin1',
      'mergetag object 9',
      ' parent 5',
      '',
      'parent 7 is no parent',
      '',
    ])
  })

  test('stands on the nearest commit of the branch, however many points went below it', () => {
    const commits: BesideCommit[] = Array.from({ length: 300 }, (_, at) => ({
      commit: `p${at}`,
      parents: at === 0 ? ['head0'] : [`head${at}`, `p${at - 1}`],
      time: at,
      session_id: 's',
      isUnique: false,
    }))
    const goes = new Set(commits.slice(0, -1).map(({ commit }) => commit))
    const graph = new Graph(commits)
    const parents = commits.map((one) => graph.parentsWithout(one, goes))
    expect(parents.at(-1)).toEqual(['head299'])
  })
})

test.each([1, 2, 3, 4, 5, 6])(
  'after any sequence of work, points and pruning no content that was there is gone, nor a commit of a person (seed %s)',
  async (seed) => {
    const roll = dice(seed)
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    const mine = new Set<string>()
    const branches = ['main', 'work', 'other']
    const commitByHand = () => {
      world.commitAll(`mine ${mine.size}`)
      mine.add(world.git('rev-parse', 'HEAD').trim())
    }
    const steps: (() => unknown)[] = [
      () => world.write(`f${roll(3)}.txt`, `${roll(6)}\n`),
      () => autoCommitIn(world, { milestone: roll(2) === 0 ? 'turn_done' : roll(4) === 0 ? 'tests_pass' : null }),
      () => autoCommitIn(world, { target: roll(4) === 0 ? 'branch' : 'side' }),
      commitByHand,
      () => {
        commitByHand()
        world.git('checkout', '-q', '-B', branches[roll(3)] ?? 'main')
      },
      () => world.git('update-ref', `refs/remotes/origin/b${roll(2)}`, 'HEAD'),
      () => {
        // What was only on it, points of it keep.
        const other = world.git('branch', '--format=%(refname:short)').trim().split('\n')
        const [gone] = other.filter((name) => name !== world.git('branch', '--show-current').trim())
        return gone !== undefined && roll(2) === 0 ? world.git('branch', '-q', '-D', gone) : null
      },
      async () => {
        const before = contents(world)
        const reachable = () => new Set(world.git('rev-list', '--all').trim().split('\n'))
        const commits = [...mine].filter((one) => reachable().has(one))
        const trees = world.git('for-each-ref', '--format=%(refname) %(tree)', 'refs/homeport/auto')
        await prunePoints(gitOf(world), { ...eager, keptOfSession: 1 + roll(2) })
        const now = reachable()
        expect(contents(world)).toEqual(before)
        expect(commits.filter((one) => !now.has(one))).toEqual([])
        expect(world.git('for-each-ref', '--format=%(refname) %(tree)', 'refs/homeport/auto')).toBe(trees)
      },
    ]
    for (let step = 0; step < 60; step += 1) {
      await steps[roll(4) === 0 ? 7 : roll(steps.length)]?.()
    }
    await steps[7]?.()
    world.git('fsck', '--strict')
  },
)
