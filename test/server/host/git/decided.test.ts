import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'

const at = { session_id: SESSION }

/** Both sides changed a repository, and a merge waits. null: the side deletes the file. */
function merging(
  files: Readonly<Record<string, string | Buffer>>,
  sides: readonly (string | Buffer | null)[],
): GitWorld {
  const world = new GitWorld()
  world.git('init', '-q')
  Object.entries(files).forEach(([name, text]) => world.write(name, text))
  world.commitAll('first')
  for (const [index, side] of sides.entries()) {
    world.git('switch', '-q', ...(index === 0 ? ['-c', 'topic'] : ['main']))
    if (side === null) {
      rmSync(world.file('a'))
    } else {
      world.write('a', side)
    }
    world.commitAll(`side ${index}`)
  }
  expect(() => world.git('merge', '-q', 'topic')).toThrow('Command failed')
  return world
}

const bytes = (letter: string) => Buffer.from(`\0\0${letter}`)

describe('going on commits what somebody decided, and nothing else', () => {
  const cases: readonly (readonly [string, () => GitWorld])[] = [
    ['a file without text', () => merging({ a: bytes('a') }, [bytes('b'), bytes('c')])],
    ['a file that one side deleted', () => merging({ a: 'a\n' }, [null, 'b\n'])],
    ['a file that the other side deleted', () => merging({ a: 'a\n' }, ['b\n', null])],
    ['a file that is never merged', () => merging({ a: 'a\n', '.gitattributes': 'a -merge\n' }, ['b\n', 'c\n'])],
    ['longer marks', () => merging({ a: 'a\n', '.gitattributes': 'a conflict-marker-size=9\n' }, ['b\n', 'c\n'])],
    ['shorter marks', () => merging({ a: 'a\n', '.gitattributes': 'a conflict-marker-size=4\n' }, ['b\n', 'c\n'])],
  ]
  test.each(cases)('%s waits until it is staged', async (_name, begun) => {
    const world = begun()
    await expect(world.rows['git.continue'](at, person)).rejects.toMatchObject({ details: { reason: 'conflict' } })
    world.git('add', 'a')
    expect(await world.rows['git.continue'](at, person)).toMatchObject({ outcome: 'done' })
  })

  test('what was written or deleted by hand is decided', async () => {
    const edited = merging({ a: 'a\n' }, ['b\n', 'c\n'])
    edited.write('a', 'c\n')
    expect(await edited.rows['git.continue'](at, person)).toMatchObject({ outcome: 'done' })
    const deleted = merging({ a: 'a\n' }, [null, 'b\n'])
    rmSync(deleted.file('a'))
    expect(await deleted.rows['git.continue'](at, person)).toMatchObject({ outcome: 'done' })
  })
})

test('aborting in a folder keeps what was resolved beside it, too', async () => {
  const world = GitWorld.with({ 'in/x': 'x\n', 'out/y': 'y\n' }, { inside: 'in' })
  world.git('switch', '-qc', 'topic')
  world.write('out/y', 'topic\n')
  world.commitAll('topic')
  world.git('switch', '-q', 'main')
  world.write('out/y', 'main\n')
  world.commitAll('main')
  expect(() => world.git('merge', '-q', 'topic')).toThrow('Command failed')
  world.write('out/y', 'resolved with care\n')
  await world.rows['git.abort'](at, person)
  expect(world.read('out/y')).toBe('main\n')
  const [ref = ''] = world.git('for-each-ref', '--format=%(refname)', 'refs/homeport/discarded').trim().split('\n')
  expect(world.git('show', `${ref}:out/y`)).toBe('resolved with care\n')
})

describe('switching that fails', () => {
  test('gives back what was put aside for it, as it was', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'b.txt': 'b\n', '.gitignore': 'ignored\n' })
    world.git('branch', 'topic')
    const beside = path.join(world.home, 'beside')
    world.git('worktree', 'add', '-q', beside, 'topic')
    world.write('a.txt', 'staged\n')
    world.git('add', 'a.txt')
    world.write('new.txt', 'new\n')
    const before = world.git('status', '--porcelain')
    await expect(world.rows['git.switch']({ ...at, name: 'topic', stash: true }, person)).rejects.toThrow(/refused/)
    expect(world.git('status', '--porcelain')).toBe(before)
    expect(world.git('stash', 'list')).toBe('')
  })

  test('after all of it says where they are', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.git('branch', 'topic')
    world.write('a.txt', 'mine\n')
    const hook = world.file('.git/hooks/post-checkout')
    mkdirSync(path.dirname(hook), { recursive: true })
    writeFileSync(hook, '#!/bin/sh\nexit 1\n')
    chmodSync(hook, 0o755)
    await expect(world.rows['git.switch']({ ...at, name: 'topic', stash: true }, person)).rejects.toThrow(
      /put aside: they are the stash “Before switching to topic/,
    )
    expect(world.git('stash', 'list')).toContain('Before switching to topic')
  })
})
