import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { GitWorld } from '#test/support/host/gitWorld.ts'
import { autoCommitIn, leftOvers } from '#test/support/host/autoCommitWorld.ts'

const branch = { target: 'branch' } as const

describe('commits onto the branch', () => {
  test('leave what a person staged staged, and its files to them; all else is clean afterwards', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'b.txt': 'b\n', 'gone.txt': 'g\n' })
    world.write('a.txt', 'staged\n')
    world.git('add', 'a.txt')
    world.write('a.txt', 'folder\n')
    world.write('b.txt', 'b2\n')
    world.write('new/c.txt', 'c\n')
    world.git('rm', '-q', '--cached', 'gone.txt')
    const { commits, skipped } = await autoCommitIn(world, branch)
    expect(commits).toHaveLength(1)
    expect(skipped).toEqual([{ path: 'a.txt', why: 'staged', secrets: [] }])
    expect(world.git('status', '--porcelain')).toBe('MM a.txt\nD  gone.txt\n?? gone.txt\n')
    expect(world.index('a.txt')).toBe('staged\n')
    expect(world.git('show', 'HEAD:b.txt')).toBe('b2\n')
    expect(world.git('reflog', '-1', '--format=%gs').trim()).toBe('commit by Homeport')
    expect(leftOvers(world)).toEqual([])
  })

  test('a file in the place of a folder, and the other way round', async () => {
    const world = GitWorld.with({ x: 'file\n', 'y/z': 'below\n' })
    world.git('rm', '-q', '--cached', 'x', 'y/z')
    world.git('reset', '-q')
    world.write('keep', 'k\n')
    execFileSync('rm', ['-r', world.file('x'), world.file('y')])
    world.write('x/below', 'b\n')
    world.write('y', 'file\n')
    expect((await autoCommitIn(world, branch)).problem).toBeNull()
    expect(world.git('status', '--porcelain')).toBe('')
    expect(world.git('ls-tree', '-r', '--name-only', 'HEAD')).toBe('keep\nx/below\ny\n')
  })

  test('leave what a person staged below a path, or above it, to them', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('x/below', 'staged below\n')
    world.write('y', 'staged above\n')
    world.git('add', 'x', 'y')
    execFileSync('rm', ['-r', world.file('x'), world.file('y')])
    world.write('x', 'file\n')
    world.write('y/z', 'below\n')
    world.write('a.txt', 'b\n')
    expect((await autoCommitIn(world, branch)).problem).toBeNull()
    expect(world.index('x/below')).toBe('staged below\n')
    expect(world.index('y')).toBe('staged above\n')
    expect(world.git('ls-tree', '-r', '--name-only', 'HEAD')).toBe('a.txt\n')
    expect(world.git('show', 'HEAD:a.txt')).toBe('b\n')
  })

  test('not onto a protected one, nor where none is checked out; the way out is said', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'b\n')
    const refused = await autoCommitIn(world, { ...branch, isProtected: (name) => name === 'main' })
    expect(refused).toMatchObject({
      commits: [],
      problem: { reason: 'protected', message: expect.stringContaining('beside the branch') },
    })
    world.git('checkout', '-q', '--detach')
    expect(await autoCommitIn(world, branch)).toMatchObject({ commits: [], problem: { reason: 'detached' } })
    expect(world.git('log', '--all', '--oneline').trim().split('\n')).toHaveLength(1)
  })

  test('the lock of another program is respected: nothing is committed, and it is there still', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'b\n')
    writeFileSync(world.file('.git/index.lock'), '')
    const { commits, problem } = await autoCommitIn(world, branch)
    expect([commits, problem?.reason]).toEqual([[], 'busy'])
    expect(existsSync(world.file('.git/index.lock'))).toBe(true)
    expect(world.git('log', '--oneline').trim().split('\n')).toHaveLength(1)
  })

  test('what a person stages or commits meanwhile is theirs', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'b.txt': 'b\n' })
    world.write('a.txt', 'a2\n')
    world.write('b.txt', 'b2\n')
    const staged = await autoCommitIn(world, { ...branch, settled: async () => void world.git('add', 'a.txt') })
    expect([staged.commits, staged.problem?.reason]).toEqual([[], 'busy'])
    expect(world.git('status', '--porcelain')).toBe('M  a.txt\n M b.txt\n')
    const committed = await autoCommitIn(world, {
      ...branch,
      settled: async () => void world.git('commit', '-q', '-m', 'mine'),
    })
    expect([committed.commits, committed.problem?.reason]).toEqual([[], 'busy'])
    expect(world.git('log', '-1', '--format=%s')).toBe('mine\n')
    expect((await autoCommitIn(world, branch)).commits).toHaveLength(1)
    expect(world.git('status', '--porcelain')).toBe('')
  })

  test('no hook of the repository runs', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    for (const hook of ['pre-commit', 'commit-msg', 'post-commit', 'reference-transaction', 'post-index-change']) {
      writeFileSync(world.file(`.git/hooks/${hook}`), `#!/bin/sh\nexec ${world.program(hook)}\n`)
      chmodSync(world.file(`.git/hooks/${hook}`), 0o755)
    }
    world.write('a.txt', 'b\n')
    for (const target of ['side', 'branch'] as const) {
      expect((await autoCommitIn(world, { target })).problem).toBeNull()
    }
    expect(world.marks).toEqual([])
  })

  test('without a name it is said how to give one', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'b\n')
    writeFileSync(path.join(world.home, '.gitconfig'), '[user]\n\tuseConfigOnly = true\n')
    await expect(autoCommitIn(world, branch)).rejects.toMatchObject({
      message: expect.stringContaining('git config --global user.name'),
    })
  })
})
