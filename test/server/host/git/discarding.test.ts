import { rmSync, writeFileSync } from 'node:fs'
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
      message: expect.stringMatching(/3 of 5 files were discarded.*refs\/homeport\/discarded\/.*second\.log changes/),
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
