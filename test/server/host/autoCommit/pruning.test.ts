import { describe, expect, test } from 'vitest'
import { Git } from '#server/host/git/running/git.ts'
import { mayGo } from '#server/host/autoCommit/points/mayGo.ts'
import { listPoints, restorePoint } from '#server/host/autoCommit/points/points.ts'
import { prunePoints } from '#server/host/autoCommit/points/prune.ts'
import { GitWorld } from '#test/support/host/gitWorld.ts'
import { autoCommitIn } from '#test/support/host/autoCommitWorld.ts'

const SIDE = 'refs/homeport/auto/branch/main'
const gitOf = (world: GitWorld) => new Git(world.folder, { environment: async () => world.env, lockWait_ms: 300 })
const inDays = (days: number) => Date.now() / 1000 + days * 86_400
const texts = (world: GitWorld, file = 'a.txt') =>
  world
    .git('log', '--format=%H', SIDE, '--not', '--branches')
    .split('\n')
    .filter(Boolean)
    .map((commit) => world.git('show', `${commit}:${file}`).trim())

/** A point of each of these contents of `a.txt`. */
async function points(world: GitWorld, contents: readonly string[]): Promise<string[]> {
  const made: string[] = []
  for (const content of contents) {
    world.write('a.txt', `${content}\n`)
    const { commits } = await autoCommitIn(world, { milestone: 'turn_done' })
    made.push(commits[0]?.commit ?? '')
  }
  return made
}

describe('points that are too many or too old go', () => {
  test('and those that stay have the same contents, words, times and marks', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    await points(world, ['1', '2', '3', '4', '5'])
    const before = await listPoints(gitOf(world), 10)
    expect(await prunePoints(gitOf(world), { days: 0, number: 2, now: inDays(0) })).toBe(3)
    expect(texts(world)).toEqual(['5', '4'])
    const after = await listPoints(gitOf(world), 10)
    const seen = (all: typeof after) =>
      all.map(({ at, subject, milestones, where }) => [at, subject, milestones, where])
    expect(seen(after)).toEqual(seen(before.slice(0, 2)))
    expect(world.git('log', '-1', '--format=%an %ae %B', SIDE)).toContain('Homeport-Session: s1')
    expect(world.git('for-each-ref', '--format=x', 'refs/homeport/milestone').trim().split('\n')).toHaveLength(2)
    expect(world.git('fsck', '--no-dangling')).toBe('')
    expect(world.git('merge-base', SIDE, 'HEAD')).toBe(world.git('rev-parse', 'HEAD'))
    // Once more there is nothing to do, and the next point goes on from them.
    expect(await prunePoints(gitOf(world), { days: 0, number: 2, now: inDays(0) })).toBe(0)
    await points(world, ['6'])
    expect(texts(world)).toEqual(['6', '5', '4'])
    expect(await restorePoint(gitOf(world), { commit: after[1]?.commit ?? '', branch: 'rescue' })).toBe('rescue')
  })

  test('by age, but never the last one; and none where nothing is said', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    await points(world, ['1', '2', '3'])
    expect(await prunePoints(gitOf(world), { days: 0, number: 0, now: inDays(4_000) })).toBe(0)
    expect(await prunePoints(gitOf(world), { days: 30, number: 0, now: inDays(29) })).toBe(0)
    expect(await prunePoints(gitOf(world), { days: 30, number: 0, now: inDays(31) })).toBe(2)
    expect(texts(world)).toEqual(['3'])
  })

  test('but never one that is the only place of what somebody took back or removed', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'b.txt': 'b\n' })
    await points(world, ['1', '2'])
    world.write('new.txt', 'work\n')
    await points(world, ['3'])
    world.git('clean', '-fdq')
    await points(world, ['4', '5', 'a', '6'])
    // The files were put back as they were: `5` is in no other place; `new.txt` is only with `3`.
    expect(await prunePoints(gitOf(world), { days: 1, number: 0, now: inDays(9) })).toBe(4)
    expect(texts(world)).toEqual(['6', '5', '3'])
    expect(world.git('show', `${SIDE}~2:new.txt`)).toBe('work\n')
  })

  test('nor one that alone keeps commits which are in no branch any more', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    await points(world, ['1'])
    world.commitAll('mine')
    const mine = world.git('rev-parse', 'HEAD').trim()
    await points(world, ['2', '3'])
    world.git('reset', '-q', '--hard', 'HEAD^')
    await points(world, ['4', '5'])
    await prunePoints(gitOf(world), { days: 1, number: 0, now: inDays(9) })
    expect(world.git('rev-list', SIDE)).toContain(mine)
    expect(world.git('fsck', '--no-dangling')).toBe('')
  })

  test('and where the branch goes on meanwhile, its commits stay beneath them', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    await points(world, ['1', '2'])
    world.commitAll('by hand')
    await points(world, ['3', '4', '5'])
    expect(await prunePoints(gitOf(world), { days: 0, number: 2, now: inDays(0) })).toBe(3)
    expect(texts(world)).toEqual(['5', '4'])
    expect(world.git('merge-base', SIDE, 'main')).toBe(world.git('rev-parse', 'main'))
    expect(world.git('fsck', '--no-dangling')).toBe('')
  })
})

test('what is developed further may go, what is taken back may not', () => {
  expect(going('0', 'a', 'b', 'c')).toEqual(['p0', 'p1'])
  expect(going('0', 'a', 'b', 'a', 'c')).toEqual(['p0', 'p2'])
  expect(going('base', 'a', 'base', 'c')).toEqual(['p1'])
  expect(going('0', 'a', '0', 'b')).toEqual(['p1'])
  // What went from the branch itself is in the branch.
  expect(going('base', '0', 'base', 'c')).toEqual(['p0', 'p1'])
})

function pointOf(commit: string, from: string, to: string) {
  return { commit, time: 0, before: null, base: null, changes: [{ path: 'x', from, to }] }
}

function going(...versions: readonly string[]) {
  const chain = versions.slice(1).map((to, index) => pointOf(`p${index}`, versions[index] ?? '', to))
  return [...mayGo({ chain, lonely: new Set(), now: 1e9, days: 1, number: 0 })]
}
