import { describe, expect, test } from 'vitest'
import { GitWorld } from '#test/support/host/gitWorld.ts'
import { drawing } from '#test/support/host/hostileGit/drawing.ts'
import { looking } from '#test/support/host/hostileGit/looking.ts'
import type { HostileCase } from '#test/support/host/hostileGit/planting.ts'

const cases = [...looking, ...drawing]

async function planted({ plant }: HostileCase): Promise<GitWorld> {
  const world = GitWorld.with({ 'a.txt': 'one\n', 'b.txt': 'two\n' })
  plant(world)
  world.write('a.txt', world.read('a.txt') + 'more\n')
  return world
}

describe('reading runs nothing that a repository brings', () => {
  test.each(cases)('$name', async (one) => {
    const world = await planted(one)
    await world.readAll()
    expect(world.marks).toEqual([])
    const { repository, files, problem } = await world
      .status()
      .catch(() => ({ repository: null, files: [], problem: 'x' }))
    const told = problem === null && repository?.branch === 'main' && files.some((file) => file.path === 'a.txt')
    expect(one.told === 'either' ? 'either' : told ? 'change' : files.length === 0 ? 'nothing' : 'other').toBe(one.told)
    expect(world.marks).toEqual([])
  })
})

describe('and the same traps catch whoever reads without care', () => {
  test.each(cases.flatMap((one) => (one.armed === undefined ? [] : [one])))('$name', async (one) => {
    const world = await planted(one)
    try {
      world.git(...(one.armed?.(world) ?? []))
    } catch {
      // What was planted need not let Git succeed.
    }
    expect(world.marks).toEqual(['planted'])
  })
})
