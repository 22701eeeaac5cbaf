import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'

const at = { session_id: SESSION }
const done = { success: true }

describe('staging', () => {
  test('whole files: new, changed, gone and renamed, and back', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'gone.txt': 'x\n' })
    world.write('a.txt', 'b\n')
    world.write('new.txt', 'n\n')
    execFileSync('rm', [world.file('gone.txt')])
    const paths = ['a.txt', 'new.txt', 'gone.txt']
    expect(await world.rows['git.stage']({ ...at, paths }, person)).toEqual(done)
    expect(world.git('diff', '--cached', '--name-status')).toBe('M\ta.txt\nD\tgone.txt\nA\tnew.txt\n')
    await world.rows['git.unstage']({ ...at, paths }, person)
    expect(world.git('diff', '--cached', '--name-status')).toBe('')
    expect(world.read('a.txt')).toBe('b\n')
    expect(world.changed).toEqual([world.folder, world.folder])
  })

  test('lines of a file, by their numbers, in what Git has of them: other encodings and line ends stay', async () => {
    const before = Buffer.from('caf\xe9\r\nb\r\nc\r\n', 'latin1')
    const after = Buffer.from('caf\xe9!\r\nb\r\nB2\r\nc\r\nlast', 'latin1')
    const world = new GitWorld()
    world.git('init', '-q')
    world.write('a.txt', before)
    world.commitAll('first')
    world.write('a.txt', after)
    const { diff_id, lines } = await world.diff('a.txt')
    const added = lines.flatMap((line) => (line.kind === 'added' && line.text === 'B2' ? [line.new ?? 0] : []))
    await world.rows['git.stage']({ ...at, paths: ['a.txt'], diff_id, lines: { removed: [], added } }, person)
    const index = execFileSync('git', ['-C', world.folder, 'show', ':a.txt'], { env: world.env })
    expect(index.toString('latin1')).toBe('caf\xe9\r\nb\r\nB2\r\nc\r\n')
  })

  test('a file that changed since it was shown is not staged by lines that were another’s', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'b\n')
    const { diff_id } = await world.diff('a.txt')
    world.write('a.txt', 'c\n')
    const asked = { ...at, paths: ['a.txt'], diff_id, lines: { removed: [1], added: [1] } }
    await expect(world.rows['git.stage'](asked, person)).rejects.toMatchObject({ code: 'FILE_004' })
    await expect(world.rows['git.discard'](asked, person)).rejects.toMatchObject({ code: 'FILE_004' })
    expect(world.read('a.txt')).toBe('c\n')
    expect(world.index('a.txt')).toBe('a\n')
  })

  test('the lock of another program is waited for, never broken; then it is said', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'b\n')
    const lock = world.file('.git/index.lock')
    writeFileSync(lock, '')
    await expect(world.rows['git.stage']({ ...at, paths: ['a.txt'] }, person)).rejects.toMatchObject({
      code: 'SESSION_003',
      message: expect.stringContaining('index.lock'),
    })
    expect(existsSync(lock)).toBe(true)
    execFileSync('rm', [lock])
    expect(await world.rows['git.stage']({ ...at, paths: ['a.txt'] }, person)).toEqual(done)
  })

  test.each(['../a.txt', '/etc/passwd', '.git/config', 'x/../../y', '.GIT/hooks/pre-commit', 'a//b', '"\\056\\056/x"'])(
    'a path that leads elsewhere is refused: %s',
    async (name) => {
      const world = GitWorld.with({ 'a.txt': 'a\n' })
      for (const row of ['git.stage', 'git.unstage', 'git.discard'] as const) {
        await expect(world.rows[row]({ ...at, paths: [name] }, person)).rejects.toMatchObject({ code: 'FILE_006' })
      }
    },
  )
})

describe('discarding', () => {
  test('what was thrown away comes back: changed, new, gone and linked files, with their modes', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'gone.txt': 'x\n' })
    world.write('a.txt', 'mine\n')
    world.write('sub/new.sh', 'echo\n')
    chmodSync(world.file('sub/new.sh'), 0o755)
    execFileSync('rm', [world.file('gone.txt')])
    const paths = ['a.txt', 'sub/new.sh', 'gone.txt']
    const { discard_id } = await world.rows['git.discard']({ ...at, paths }, person)
    expect(world.git('status', '--porcelain')).toBe('')
    const { discarded } = await world.rows['git.discarded'](at, person)
    expect(discarded).toMatchObject([{ discard_id, paths }])
    // Git itself has it too, for whoever looks without Homeport.
    expect(world.git('show', `refs/homeport/discarded/${discard_id}:a.txt`)).toBe('mine\n')
    world.git('gc', '-q', '--prune=now')
    expect(await world.rows['git.undo_discard']({ ...at, discard_id }, person)).toEqual({ restored: paths, left: [] })
    expect(world.read('a.txt')).toBe('mine\n')
    expect(world.git('status', '--porcelain').split('\n').toSorted()).toEqual([
      '',
      ' D gone.txt',
      ' M a.txt',
      '?? sub/',
    ])
    expect(execFileSync('stat', ['-c', '%a', world.file('sub/new.sh')]).toString()).toBe('755\n')
  })

  test('lines of a file, in the line ends that the folder has', async () => {
    const world = GitWorld.with({ '.gitattributes': '*.txt text eol=crlf\n', 'a.txt': 'a\r\nb\r\n' })
    world.write('a.txt', 'a\r\nx\r\nb\r\ny\r\n')
    const { diff_id } = await world.diff('a.txt')
    await world.rows['git.discard']({ ...at, paths: ['a.txt'], diff_id, lines: { removed: [], added: [2] } }, person)
    expect(world.read('a.txt')).toBe('a\r\nb\r\ny\r\n')
  })

  test('what somebody wrote since is left, and named', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'b.txt': 'b\n' })
    world.write('a.txt', 'mine\n')
    world.write('b.txt', 'mine\n')
    const { discard_id } = await world.rows['git.discard']({ ...at, paths: ['a.txt', 'b.txt'] }, person)
    world.write('a.txt', 'newer\n')
    const undone = await world.rows['git.undo_discard']({ ...at, discard_id }, person)
    expect(undone).toEqual({ restored: ['b.txt'], left: ['a.txt'] })
    expect(world.read('a.txt')).toBe('newer\n')
  })

  test('a conflict and a folder of another repository are left alone', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    mkdirSync(world.file('other'))
    world.gitIn(world.file('other'), 'init', '-q')
    writeFileSync(world.file('other/x.txt'), 'x\n')
    await expect(world.rows['git.discard']({ ...at, paths: ['other/'] }, person)).rejects.toMatchObject({
      code: 'FILE_006',
    })
    expect(existsSync(world.file('other/x.txt'))).toBe(true)
  })
})

describe('committing', () => {
  test('what is staged, with hooks, a signature line, and amended', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'b.txt': 'b\n' })
    world.write('.git/hooks/pre-commit', `#!/bin/sh\n${world.program('hook')}\n`)
    chmodSync(world.file('.git/hooks/pre-commit'), 0o755)
    world.write('a.txt', 'A\n')
    world.write('b.txt', 'B\n')
    await world.rows['git.stage']({ ...at, paths: ['a.txt'] }, person)
    const asked = { ...at, all: false, amend: false, sign_off: true }
    const made = await world.rows['git.commit']({ ...asked, message: '# Heading\n\nWhy.' }, person)
    expect(made).toMatchObject({ branch: 'main', subject: '# Heading', files: 1 })
    expect(world.git('log', '-1', '--format=%B')).toContain(
      '# Heading\n\nWhy.\n\nSigned-off-by: Olga <olga@example.org>',
    )
    expect(world.marks).toEqual(['hook'])
    await world.rows['git.commit']({ ...asked, message: 'Both', all: true, amend: true }, person)
    expect(world.git('log', '--format=%s')).toBe('Both\nfirst\n')
    expect(world.git('status', '--porcelain')).toBe('')
  })

  test('what a hook refuses is told in its own words, and stays staged', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('.git/hooks/pre-commit', '#!/bin/sh\necho "error: tests fail" >&2\nexit 1\n')
    chmodSync(world.file('.git/hooks/pre-commit'), 0o755)
    world.write('a.txt', 'b\n')
    const asked = { ...at, message: 'x', all: true, amend: false, sign_off: false }
    await expect(world.rows['git.commit'](asked, person)).rejects.toMatchObject({
      message: 'Git refused: error: tests fail',
    })
    expect(world.git('diff', '--cached', '--name-only')).toBe('a.txt\n')
    expect(world.git('ls-files', '--others', '.git')).toBe('')
  })

  test('a message is drafted from the changes', async () => {
    const world = GitWorld.with({ 'src/pool.ts': 'a\n', 'test/pool.test.ts': 'a\n' })
    world.write('src/pool.ts', 'a\nexport function createPool() {}\n')
    const draft = async () => (await world.rows['git.draft_message'](at, person)).message
    expect(await draft()).toBe('Add createPool to pool.ts')
    world.write('test/pool.test.ts', 'b\n')
    expect(await draft()).toBe(
      'Add createPool to pool.ts, with tests\n\n- Update src/pool.ts\n- Update test/pool.test.ts',
    )
    await world.rows['git.stage']({ ...at, paths: ['test/pool.test.ts'] }, person)
    expect(await draft()).toBe('Update pool.test.ts')
  })
})

describe('branches', () => {
  test('are made, switched to and deleted; changes come along', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'b\n')
    await world.rows['git.create_branch']({ ...at, name: 'feature/x', switch: true }, person)
    expect(world.git('branch', '--show-current')).toBe('feature/x\n')
    await world.rows['git.switch']({ ...at, name: 'main', stash: false }, person)
    expect(world.read('a.txt')).toBe('b\n')
    const { commit } = await world.rows['git.delete_branch']({ ...at, name: 'feature/x', force: false }, person)
    expect(commit).toBe(world.git('rev-parse', 'HEAD').trim())
  })

  test('changes in the way are told, and put aside when asked', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.git('switch', '-qc', 'other')
    world.write('a.txt', 'other\n')
    world.commitAll('other')
    world.git('switch', '-q', 'main')
    world.write('a.txt', 'mine\n')
    await expect(world.rows['git.switch']({ ...at, name: 'other', stash: false }, person)).rejects.toMatchObject({
      message: expect.stringContaining('in the way'),
    })
    expect(await world.rows['git.switch']({ ...at, name: 'other', stash: true }, person)).toEqual({
      branch: 'other',
      stashed: true,
    })
    expect(world.git('stash', 'list')).toContain('Before switching to other (Homeport)')
    await expect(world.rows['git.delete_branch']({ ...at, name: 'main', force: false }, person)).resolves.toMatchObject(
      { commit: expect.any(String) },
    )
  })

  test('commits that are nowhere else are not lost by a delete', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.git('switch', '-qc', 'other')
    world.commitAll('only here')
    world.git('switch', '-q', 'main')
    const asked = { ...at, name: 'other' }
    await expect(world.rows['git.delete_branch']({ ...asked, force: false }, person)).rejects.toMatchObject({
      message: expect.stringContaining('on no other branch'),
    })
    await world.rows['git.delete_branch']({ ...asked, force: true }, person)
    expect(world.git('branch', '--list', 'other')).toBe('')
  })

  test.each(['a..b', 'x.lock', '@{-1}', 'HEAD~1', 'refs//x', 'a/.b', 'x.'])(
    '%s is no name of a branch',
    async (name) => {
      const world = GitWorld.with({ 'a.txt': 'a\n' })
      await expect(world.rows['git.create_branch']({ ...at, name, switch: true }, person)).rejects.toThrow(name)
      expect(world.git('branch', '--format=%(refname)')).toBe('refs/heads/main\n')
    },
  )
})
