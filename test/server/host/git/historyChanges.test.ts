import { describe, expect, test } from 'vitest'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'

const at = { session_id: SESSION }

function head(world: GitWorld): string {
  return world.git('rev-parse', 'HEAD').trim()
}

describe('the history', () => {
  test('a commit is taken back, and picked onto another branch', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'b\n')
    world.commitAll('second')
    const commit = head(world)
    expect(await world.rows['git.revert']({ ...at, commit }, person)).toMatchObject({ outcome: 'done', conflicts: [] })
    expect(world.read('a.txt')).toBe('a\n')
    world.git('switch', '-qc', 'topic', `${commit}^`)
    expect(await world.rows['git.cherry_pick']({ ...at, commit }, person)).toMatchObject({ outcome: 'done' })
    expect(world.git('log', '--format=%s')).toBe('second\nfirst\n')
    expect(await world.rows['git.cherry_pick']({ ...at, commit }, person)).toMatchObject({ outcome: 'empty' })
    expect((await world.status()).repository).toMatchObject({ under_way: null })
  })

  test('of a merge the opposite is committed against its first parent', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.git('switch', '-qc', 'topic')
    world.write('b.txt', 'b\n')
    world.commitAll('topic')
    world.git('switch', '-q', 'main')
    world.git('merge', '-q', '--no-ff', '-m', 'merge', 'topic')
    expect(await world.rows['git.revert']({ ...at, commit: head(world) }, person)).toMatchObject({ outcome: 'done' })
    expect(world.git('ls-files')).toBe('a.txt\n')
  })

  test('a conflict is an outcome: it waits, and is aborted', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.git('switch', '-qc', 'topic')
    world.write('a.txt', 'topic\n')
    world.commitAll('topic')
    const commit = head(world)
    world.git('switch', '-q', 'main')
    world.write('a.txt', 'main\n')
    world.commitAll('main')
    const picked = await world.rows['git.cherry_pick']({ ...at, commit }, person)
    expect(picked).toMatchObject({ outcome: 'conflicts', conflicts: ['a.txt'] })
    expect(await world.status()).toMatchObject({
      repository: { under_way: 'cherry_pick' },
      files: [{ path: 'a.txt', is_conflict: true }],
    })
    // Nothing else begins meanwhile.
    await expect(world.rows['git.revert']({ ...at, commit }, person)).rejects.toThrow(/under way/)
    expect(await world.rows['git.abort'](at, person)).toEqual({ aborted: 'cherry_pick' })
    expect(world.read('a.txt')).toBe('main\n')
    await expect(world.rows['git.abort'](at, person)).rejects.toMatchObject({ code: 'SESSION_003' })
  })

  test('changes in the way are told, and stay', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'b\n')
    world.commitAll('second')
    world.write('a.txt', 'mine\n')
    await expect(world.rows['git.revert']({ ...at, commit: head(world) }, person)).rejects.toMatchObject({
      details: { reason: 'dirty' },
    })
    expect(world.read('a.txt')).toBe('mine\n')
  })

  test('a file of a commit is shown as it changed there, the first commit too', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    const first = head(world)
    world.write('a.txt', 'b\n')
    world.commitAll('second')
    world.write('a.txt', 'c\n')
    const diff = async (revision: string) =>
      (
        await world.rows['git.diff']({ ...at, sides: 'commit', revision, path: 'a.txt', context: 3 }, person)
      ).lines.flatMap(({ kind, text }) => (kind === 'gap' ? [] : [`${kind} ${text}`]))
    expect(await diff(head(world))).toEqual(['removed a', 'added b'])
    expect(await diff(first)).toEqual(['added a'])
  })

  test('all branches are in the log, where it is asked for', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.git('switch', '-qc', 'topic')
    world.commitAll('topic')
    world.git('switch', '-q', 'main')
    const log = async (all: boolean) =>
      (await world.rows['git.log']({ ...at, all, limit: 10, skip: 0 }, person)).commits.map(({ subject }) => subject)
    expect(await log(false)).toEqual(['first'])
    expect(await log(true)).toEqual(['topic', 'first'])
  })
})

describe('what is put aside', () => {
  test('comes back as it was, with what was staged and what Git did not know', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'b.txt': 'b\n' })
    world.write('a.txt', 'A\n')
    world.git('add', 'a.txt')
    world.write('b.txt', 'B\n')
    world.write('new.txt', 'n\n')
    const before = world.git('status', '--porcelain')
    const { stash_id } = await world.rows['git.stash']({ ...at, message: 'half done' }, person)
    expect(world.git('status', '--porcelain')).toBe('')
    expect(await world.rows['git.stash']({ ...at, message: '' }, person)).toEqual({ stash_id: null })
    const { stashes } = await world.rows['git.stashes'](at, person)
    expect(stashes).toMatchObject([{ stash_id, message: 'On main: half done' }])
    const asked = { ...at, stash_id: stash_id ?? '', drop: true }
    expect(await world.rows['git.stash_apply'](asked, person)).toEqual({
      outcome: 'done',
      conflicts: [],
      outside: 0,
      dropped: true,
    })
    expect(world.git('status', '--porcelain')).toBe(before)
    expect((await world.rows['git.stashes'](at, person)).stashes).toEqual([])
  })

  test('what is dropped is kept, whatever Git collects, and goes back onto the list', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'one\n')
    const one = (await world.rows['git.stash']({ ...at, message: 'one' }, person)).stash_id ?? ''
    world.write('a.txt', 'two\n')
    const two = (await world.rows['git.stash']({ ...at, message: 'two' }, person)).stash_id ?? ''
    await world.rows['git.stash_drop']({ ...at, stash_id: one }, person)
    expect((await world.rows['git.stashes'](at, person)).stashes).toMatchObject([{ stash_id: two }])
    await expect(world.rows['git.stash_drop']({ ...at, stash_id: one }, person)).rejects.toMatchObject({
      code: 'FILE_006',
    })
    world.git('reflog', 'expire', '--expire=now', '--all')
    world.git('gc', '-q', '--prune=now')
    await world.rows['git.stash_restore']({ ...at, stash_id: one }, person)
    await world.rows['git.stash_apply']({ ...at, stash_id: one, drop: false }, person)
    expect(world.read('a.txt')).toBe('one\n')
  })

  test('a conflict leaves it on the list', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'mine\n')
    const stash_id = (await world.rows['git.stash']({ ...at, message: '' }, person)).stash_id ?? ''
    world.write('a.txt', 'other\n')
    world.commitAll('other')
    expect(await world.rows['git.stash_apply']({ ...at, stash_id, drop: true }, person)).toEqual({
      outcome: 'conflicts',
      conflicts: ['a.txt'],
      outside: 0,
      dropped: false,
    })
    expect((await world.rows['git.stashes'](at, person)).stashes).toHaveLength(1)
  })

  test('any other commit is no stash', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    const asked = { ...at, stash_id: head(world) }
    await expect(world.rows['git.stash_apply']({ ...asked, drop: true }, person)).rejects.toMatchObject({
      code: 'FILE_006',
    })
    await expect(world.rows['git.stash_restore'](asked, person)).rejects.toMatchObject({ code: 'FILE_006' })
  })
})

describe('what went is kept for 30 days', () => {
  test('a branch comes back from its commit, whatever Git collects', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.git('switch', '-qc', 'topic')
    world.commitAll('only here')
    world.git('switch', '-q', 'main')
    const { commit } = await world.rows['git.delete_branch']({ ...at, name: 'topic', force: true }, person)
    world.git('reflog', 'expire', '--expire=now', '--all')
    world.git('gc', '-q', '--prune=now')
    await world.rows['git.create_branch']({ ...at, name: 'topic', from: commit, switch: false }, person)
    expect(world.git('log', '-1', '--format=%s', 'topic')).toBe('only here\n')
  })

  test('and no longer', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    const kept = (day: string) => `refs/homeport/dropped/${day}/${head(world)}`
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '')
    world.git('update-ref', kept('20200101'), 'HEAD')
    world.git('update-ref', kept(today), 'HEAD')
    world.git('-c', 'user.name=x', 'commit', '--allow-empty', '-q', '-m', 'old', '--date=2020-01-01T00:00:00')
    world.git('branch', 'gone')
    await world.rows['git.delete_branch']({ ...at, name: 'gone', force: true }, person)
    const refs = world.git('for-each-ref', '--format=%(refname)', 'refs/homeport').trim().split('\n')
    expect(refs.some((ref) => ref.includes('/20200101/'))).toBe(false)
    expect(refs.filter((ref) => ref.includes(`/${today}/`))).toHaveLength(2)
  })
})
