import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'

const at = { session_id: SESSION }

describe('a discard that fails', () => {
  test('before anything is done has done nothing: also what Git does not know is still there', async () => {
    const world = GitWorld.with({ 't.txt': 'one\n' })
    world.write('t.txt', 'two\n')
    world.write('new.txt', 'precious\n')
    writeFileSync(world.file('.git/index.lock'), '')
    await expect(world.rows['git.discard']({ ...at, paths: ['new.txt', 't.txt'] }, person)).rejects.toMatchObject({
      code: 'SESSION_003',
      message: expect.stringContaining('Nothing was changed.'),
    })
    expect(world.read('new.txt')).toBe('precious\n')
    expect(world.read('t.txt')).toBe('two\n')
  })

  test('half-way says what was done, takes nothing that was written meanwhile, and is undone', async () => {
    const world = GitWorld.with({ '.gitattributes': '*.txt filter=meanwhile\n', 't.txt': 'one\n', 'gone.txt': 'x\n' })
    world.write('t.txt', 'two\n')
    rmSync(world.file('gone.txt'))
    world.write('first.log', 'precious\n')
    world.write('second.log', 'mine\n')
    world.write('third.log', 'mine too\n')
    // Somebody writes a file while Git brings back another one.
    world.git('config', 'filter.meanwhile.smudge', world.program('meanwhile', 'echo newer > second.log\ncat'))
    const paths = ['first.log', 'second.log', 'third.log', 't.txt', 'gone.txt']
    await expect(world.rows['git.discard']({ ...at, paths }, person)).rejects.toMatchObject({
      code: 'SESSION_003',
      message: expect.stringMatching(/3 of 5 files discarded.*refs\/homeport\/discarded\/.*second\.log changes/),
    })
    expect(world.read('second.log')).toBe('newer\n')
    expect(world.read('third.log')).toBe('mine too\n')
    expect(world.git('status', '--porcelain')).toBe('?? second.log\n?? third.log\n')
    const [discarded] = (await world.rows['git.discarded'](at, person)).discarded
    expect(discarded?.paths).toEqual(paths)
    const undone = await world.rows['git.undo_discard']({ ...at, discard_id: discarded?.discard_id ?? '' }, person)
    expect(undone).toEqual({ restored: paths.filter((path) => path !== 'second.log'), left: ['second.log'] })
    expect(world.read('first.log')).toBe('precious\n')
    expect(world.read('second.log')).toBe('newer\n')
    expect(world.git('status', '--porcelain').split('\n').toSorted()).toEqual([
      '',
      ' D gone.txt',
      ' M t.txt',
      '?? first.log',
      '?? second.log',
      '?? third.log',
    ])
  })
})

describe('what lies where a file of Git belongs, and was never kept, is not thrown away', () => {
  test.each([
    ['a folder in the place of a file', 'a.txt', (world: GitWorld) => world.write('a.txt/notes.md', 'precious\n')],
    ['one that Git ignores', 'a.txt', (world: GitWorld) => world.write('a.txt/ignored.tmp', 'precious\n')],
    ['a file in the place of a folder', 'd/e/f.txt', (world: GitWorld) => world.write('d', 'precious\n')],
    ['a link in the place of a folder', 'd/e/f.txt', (world: GitWorld) => symlinkSync('elsewhere', world.file('d'))],
    ['an empty folder', 'a.txt', (world: GitWorld) => mkdirSync(world.file('a.txt'))],
  ])('%s', async (_name, path, put) => {
    const world = GitWorld.with({ '.gitignore': '*.tmp\n', 'a.txt': 'a\n', 'b.txt': 'b\n', 'd/e/f.txt': 'f\n' })
    world.write('b.txt', 'mine\n')
    const [place = ''] = path.split('/')
    rmSync(world.file(place), { recursive: true })
    put(world)
    const seen = world.git('status', '--porcelain', '--ignored')
    await expect(world.rows['git.discard']({ ...at, paths: ['b.txt', path] }, person)).rejects.toMatchObject({
      code: 'SESSION_003',
      message: expect.stringContaining(`${place} stands where ${path} belongs`),
    })
    expect(world.git('status', '--porcelain', '--ignored')).toBe(seen)
    expect(world.read('b.txt')).toBe('mine\n')
  })

  test('nor when it is undone: what is in the way stays, and the other files come back', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'mine\n')
    world.write('new/b.txt', 'mine\n')
    const paths = ['new/b.txt', 'a.txt']
    const { discard_id } = await world.rows['git.discard']({ ...at, paths }, person)
    world.write('new', 'precious\n')
    expect(await world.rows['git.undo_discard']({ ...at, discard_id }, person)).toEqual({
      restored: ['a.txt'],
      left: ['new/b.txt'],
    })
    expect(world.read('new')).toBe('precious\n')
  })
})

/** Undoes a made-up ref. */
function made(world: GitWorld, file: object) {
  const blob = world.gitWith('#!/bin/sh\n', 'hash-object', '-w', '--stdin').trim()
  const tree = world.gitWith('', 'mktree').trim()
  const nothing = { mode: null, blob: null, stamp: null }
  const before = { path: 'b.txt', mode: '100755', blob, stamp: 'x', ...file }
  const kept = { prefix: '', at: 'now', before: [before], after: [{ ...nothing, path: before.path }] }
  const commit = world.gitWith(`Discarded\n\n${JSON.stringify(kept)}\n`, 'commit-tree', tree).trim()
  world.git('update-ref', 'refs/homeport/discarded/abc', commit)
  return world.rows['git.undo_discard']({ ...at, discard_id: 'abc' }, person)
}

describe('what is kept is a ref, which whoever writes in the repository can make up', () => {
  test.each([
    { path: '.git/hooks/post-checkout' },
    { path: '.GIT/hooks/post-checkout' },
    { path: '../out.txt' },
    { path: 'b.txt/' },
    { path: '"b.txt"' },
    { path: 'b\0.txt' },
    { mode: '160000' },
    { blob: '--batch' },
  ])('%j is nothing that Homeport kept', async (file) => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    await expect(made(world, file)).rejects.toMatchObject({ code: 'FILE_006' })
    expect(existsSync(world.file('.git/hooks/post-checkout'))).toBe(false)
    expect(world.git('status', '--porcelain')).toBe('')
    expect((await world.rows['git.discarded'](at, person)).discarded).toEqual([])
  })

  test('and the same in its right form comes back', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    expect(await made(world, {})).toEqual({ restored: ['b.txt'], left: [] })
    expect(world.read('b.txt')).toBe('#!/bin/sh\n')
  })
})
