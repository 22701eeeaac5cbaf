import { describe, expect, test } from 'vitest'
import { keptOf } from '#server/host/git/changing/applying.ts'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'

const at = { session_id: SESSION }

/** The session works in `in`; both sides of what follows changed a file there and one outside. */
function world(): GitWorld {
  return GitWorld.with({ 'in/x': 'x\n', 'out/y': 'y\n' }, { inside: 'in' })
}

/** What was put aside changed the same line of `out/y` as the last commit. */
async function stashed(files: readonly string[] = ['out/y']): Promise<{ here: GitWorld; stash_id: string }> {
  const here = world()
  files.forEach((name) => here.write(name, 'aside\n'))
  const { stash_id } = await here.rows['git.stash']({ ...at, message: '' }, person)
  files.forEach((name) => here.write(name, 'later\n'))
  here.commitAll('later')
  return { here, stash_id: stash_id ?? '' }
}

describe('a conflict outside of the session’s folder', () => {
  test('after a stash is told with its file, and waits to be resolved', async () => {
    const { here, stash_id } = await stashed()
    const asked = { ...at, stash_id, drop: true }
    expect(await here.rows['git.stash_apply'](asked, person)).toEqual({
      outcome: 'conflicts',
      conflicts: [],
      outside: 1,
      dropped: false,
    })
    expect(await here.status()).toMatchObject({ files: [], outside: 1, conflicts_outside: ['out/y'] })
    await expect(here.rows['git.stash_apply'](asked, person)).rejects.toMatchObject({ details: { reason: 'conflict' } })
    await expect(here.rows['git.continue'](at, person)).rejects.toThrow('Still in conflict: :/out/y.')
    here.write('out/y', 'both\n')
    expect(await here.rows['git.continue'](at, person)).toMatchObject({ outcome: 'done' })
    expect(await here.status()).toMatchObject({ outside: 1, conflicts_outside: [] })
    expect(here.index('out/y')).toBe('both\n')
  })

  test('after a stash is given up, and what was made of the files is kept', async () => {
    const { here, stash_id } = await stashed(['in/x', 'out/y'])
    await here.rows['git.stash_apply']({ ...at, stash_id, drop: false }, person)
    here.write('in/x', 'half\n')
    here.write('out/y', 'half, too\n')
    expect(await here.rows['git.abort'](at, person)).toEqual({ aborted: 'conflicts' })
    expect([here.read('in/x'), here.read('out/y')]).toEqual(['later\n', 'later\n'])
    expect(here.git('status', '--porcelain')).toBe('')
    const refs = here.git('for-each-ref', '--format=%(refname)', 'refs/homeport/discarded').trim().split('\n')
    expect(refs.map((ref) => here.git('ls-tree', '-r', '--name-only', ref).trim()).toSorted()).toEqual([
      'in/x',
      'out/y',
    ])
    expect((await here.rows['git.stashes'](at, person)).stashes).toMatchObject([{ stash_id }])
    await expect(here.rows['git.abort'](at, person)).rejects.toMatchObject({ code: 'SESSION_003' })
  })

  test.each(['merge', 'rebase'])('of a %s is resolved there before it goes on', async (how) => {
    const here = world()
    here.git('switch', '-qc', 'topic')
    here.write('out/y', 'topic\n')
    here.commitAll('topic')
    here.git('switch', '-q', 'main')
    here.write('out/y', 'main\n')
    here.commitAll('main')
    expect(() => here.git(how, '-q', 'topic')).toThrow('Command failed')
    await expect(here.rows['git.continue'](at, person)).rejects.toThrow('Still in conflict: :/out/y.')
    here.write('out/y', 'both\n')
    expect(await here.rows['git.continue'](at, person)).toMatchObject({ outcome: 'done', conflicts: [] })
    expect(here.git('show', 'HEAD:out/y')).toBe('both\n')
    expect((await here.status()).repository).toMatchObject({ under_way: null })
  })

  test('of a commit that is picked names how many', async () => {
    const here = world()
    here.git('switch', '-qc', 'topic')
    here.write('in/x', 'topic\n')
    here.write('out/y', 'topic\n')
    here.commitAll('topic')
    const commit = here.git('rev-parse', 'HEAD').trim()
    here.git('switch', '-q', 'main')
    here.write('in/x', 'main\n')
    here.write('out/y', 'main\n')
    here.commitAll('main')
    expect(await here.rows['git.cherry_pick']({ ...at, commit }, person)).toMatchObject({
      outcome: 'conflicts',
      conflicts: ['x'],
      outside: 1,
    })
    expect(await here.rows['git.abort'](at, person)).toEqual({ aborted: 'cherry_pick' })
    expect(here.read('out/y')).toBe('main\n')
  })
})

test('what somebody made of a file is kept however many a merge has changed before it', () => {
  const id = 'a'.repeat(40)
  const staged = Array.from(
    { length: 3_000 },
    (_, number) => `1 M. N... 100644 100644 100644 ${id} ${id} a/${number}\0`,
  )
  const edited = `1 MM N... 100644 100644 100644 ${id} ${id} z/edited\0`
  const conflict = `u UU N... 100644 100644 100644 100644 ${id} ${id} ${id} z/conflict\0`
  const kept = keptOf(Buffer.from([...staged, edited, conflict].join('')), '')
  expect(kept).toEqual(expect.arrayContaining(['z/edited', 'z/conflict', 'a/0']))
  expect(kept).toHaveLength(2_002)
})
