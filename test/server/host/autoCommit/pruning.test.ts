import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { planPruning, prunePoints } from '#server/host/autoCommit/points/pruning.ts'
import { listPoints } from '#server/host/autoCommit/points/points.ts'
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

const autoMessageOf = (at: number) =>
  `chore: point ${at}\n\n1 file, 1 line added, 1 removed.\n- change a.txt\n\nHomeport-Session: s1\n`

/** Points one after the other, between two contents that are both on `main`. */
function manyPoints(world: GitWorld, count: number): readonly string[] {
  const base = world.git('rev-parse', 'main~1').trim()
  const told = Array.from({ length: count }, (_, at) => {
    const [message, content] = [autoMessageOf(at), at % 2 === 0 ? 'b\n' : 'a\n']
    const from = at === 0 ? `from ${base}\n` : ''
    return `commit ${SIDE}\ncommitter Olga <o@x> ${1_700_000_000 + at} +0000\ndata ${message.length}\n${message}${from}M 100644 inline a.txt\ndata ${content.length}\n${content}\n`
  })
  world.gitWith(told.join(''), 'fast-import', '--quiet')
  return world.git('rev-list', '--reverse', SIDE, '--not', 'main').trim().split('\n')
}

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

  test('stay in a ref to which a point is added meanwhile, with what was reached there; those of other refs go', async () => {
    const world = await withPoints(['b\n', 'c\n', 'd\n'], [])
    world.git('checkout', '-q', '-b', 'other')
    for (const text of ['b\n', 'c\n', 'd\n', 'newest\n']) {
      await point(world, text)
    }
    world.git('checkout', '-q', '-f', 'work')
    const git = gitOf(world)
    const tip = world.git('rev-parse', SIDE).trim()
    const marks = world.git('for-each-ref', '--format=%(refname)', 'refs/homeport/milestone').trim().split('\n')
    const inTurn = async (work: () => Promise<number>) => {
      await point(world, 'meanwhile\n')
      return work()
    }
    expect(await prunePoints(git, eager, inTurn)).toBe(3)
    expect(world.git('merge-base', '--is-ancestor', tip, SIDE)).toBe('')
    expect(world.git('show', `${SIDE}:a.txt`)).toBe('meanwhile\n')
    expect(subjects(world, 'refs/homeport/auto/branch/other')).toHaveLength(1)
    const left = world.git('for-each-ref', '--format=%(refname)', 'refs/homeport/milestone').trim().split('\n')
    expect(left).toEqual(expect.arrayContaining(marks))
  })

  test('are no states at which tests passed, however many were reached since, and the marks of others go along', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'b\n')
    world.commitAll('b')
    const commits = manyPoints(world, 2_100)
    const passed = new Set(commits.slice(0, 50))
    const refs = commits.map(
      (commit) => `refs/homeport/milestone/${passed.has(commit) ? 'tests_pass' : 'turn_done'}/${commit} ${commit}`,
    )
    world.gitWith(refs.map((ref) => `create ${ref}\n`).join(''), 'update-ref', '--stdin')
    world.git('pack-refs', '--all')
    const removed = await prunePoints(gitOf(world), eager)
    expect(removed).toBe(2_049)
    const left = world.git('for-each-ref', '--format=%(refname)', 'refs/homeport/milestone').trim().split('\n')
    expect(left.filter((ref) => ref.includes('/tests_pass/'))).toHaveLength(50)
    expect(left).toHaveLength(51)
    expect(subjects(world, SIDE)).toHaveLength(51)
    const kept = world.git('rev-list', SIDE)
    expect(left.filter((ref) => !kept.includes(ref.slice(-40)))).toEqual([])
    world.git('fsck', '--strict')
  })

  test('go after a branch was squashed onto main, with few programs', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.git('checkout', '-q', '-b', 'work')
    for (let file = 0; file < 6; file += 1) {
      world.write(`f${file}.txt`, `content ${file}\n`)
      await autoCommitIn(world)
    }
    await point(world, 'never merged\n')
    world.git('checkout', '-q', 'HEAD', '--', 'a.txt')
    world.commitAll('all of it')
    world.git('checkout', '-q', 'main')
    world.git('merge', '-q', '--squash', 'work')
    world.git('commit', '-q', '-m', 'squashed')
    // What came there in between counts, too.
    for (const name of ['f0.txt', 'f1.txt']) {
      world.git('rm', '-q', name)
      world.commitAll(`without ${name}`)
    }
    world.git('branch', '-q', '-D', 'work')
    const before = contents(world)
    const git = gitOf(world)
    let programs = 0
    for (const name of ['try', 'run'] as const) {
      const asked: (...args: Parameters<Git['run']>) => unknown = git[name].bind(git)
      Object.assign(git, { [name]: (...args: Parameters<Git['run']>) => ((programs += 1), asked(...args)) })
    }
    expect(await prunePoints(git, eager)).toBe(6)
    expect(contents(world)).toEqual(before)
    expect(subjects(world, SIDE)).toHaveLength(1)
    // None for each commit: each `run` also counts as one `try`.
    expect(programs).toBeLessThan(50)
  })

  test('are none of auto-commit’s own on a branch that a person wrote anew', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.git('checkout', '-q', '-b', 'work')
    const mine: string[] = []
    const tag = (of: string) => {
      const copy = world.git('commit-tree', '-m', 'elsewhere', `${of}^{tree}`).trim()
      world.git('update-ref', `refs/tags/t${copy}`, copy)
    }
    for (const how of [['--reset-author', '-m', 'My own words\n\nHomeport-Session: s1'], ['--no-edit']]) {
      world.write('a.txt', `${how[0]}\n`)
      await autoCommitIn(world, { target: 'branch' })
      const env = { ...world.env, GIT_COMMITTER_DATE: '1900000000 +0000' }
      execFileSync('git', ['-C', world.folder, 'commit', '-q', '--amend', ...how], { env })
      mine.push(world.git('rev-parse', 'HEAD').trim())
      tag('HEAD')
      await point(world, `${how[0]} and more\n`)
      tag(SIDE)
      world.git('checkout', '-q', '--', 'a.txt')
    }
    await point(world, 'newest\n')
    world.git('checkout', '-q', '-f', 'main')
    world.git('branch', '-q', '-D', 'work')
    const { commits, goes } = await planPruning(gitOf(world), eager)
    expect(commits.map(({ commit }) => commit)).toEqual(expect.arrayContaining(mine))
    expect(goes.size).toBe(2)
    expect(mine.filter((commit) => goes.has(commit))).toEqual([])
  })

  test('are none at which a submodule moved, whatever of it is to be ignored', async () => {
    const world = GitWorld.with({ '.gitmodules': '[submodule "lib"]\n\tpath = lib\n\turl = ./x\n\tignore = all\n' })
    world.git('config', 'diff.ignoreSubmodules', 'all')
    let tip = world.git('rev-parse', 'HEAD').trim()
    for (let at = 1; at < 5; at += 1) {
      world.git('update-index', '--add', '--cacheinfo', `160000,${String(at).padStart(40, '1')},lib`)
      tip = world.gitWith(autoMessageOf(at), 'commit-tree', world.git('write-tree').trim(), '-p', tip).trim()
    }
    world.git('update-ref', SIDE, tip)
    expect((await planPruning(gitOf(world), eager)).commits.map(({ session_id }) => session_id)).toEqual(
      Array.from({ length: 4 }, () => 's1'),
    )
    expect(await prunePoints(gitOf(world), eager)).toBe(0)
  })

  test('are none of a repository whose contents are fetched when they are asked for', async () => {
    const world = await withPoints(['b\n', 'c\n', 'd\n'], [])
    world.git('config', 'remote.origin.promisor', 'true')
    expect((await planPruning(gitOf(world), eager)).goes.size).toBe(0)
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
