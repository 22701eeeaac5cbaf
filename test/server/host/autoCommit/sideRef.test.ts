import { execFileSync } from 'node:child_process'
import { openSync, readdirSync, closeSync, symlinkSync, writeFileSync, writeSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { saidOf } from '#server/host/autoCommit/committing/told.ts'
import { GitWorld } from '#test/support/host/gitWorld.ts'
import { autoCommitIn, leftOvers } from '#test/support/host/autoCommitWorld.ts'

const SIDE = 'refs/homeport/auto/branch/main'

describe('points beside the branch', () => {
  test('hold all that changed, and neither branch, index, folder nor stash is another one', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'gone.txt': 'g\n', 'src/x.ts': 'x\n' })
    world.write('a.txt', 'staged\n')
    world.git('add', 'a.txt')
    world.write('a.txt', 'folder\n')
    world.write('src/x.ts', 'x2\n')
    world.write('src/new.ts', 'new\n')
    execFileSync('rm', [world.file('gone.txt')])
    const before = [world.git('status', '--porcelain'), world.git('rev-parse', 'HEAD'), world.index('a.txt')]
    const { commits, skipped, problem } = await autoCommitIn(world, { prompt: 'Fix the leak. And more' })
    expect({ skipped, problem }).toEqual({ skipped: [], problem: null })
    expect(commits.length).toBeGreaterThan(0)
    expect([world.git('status', '--porcelain'), world.git('rev-parse', 'HEAD'), world.index('a.txt')]).toEqual(before)
    expect(world.git('ls-tree', '-r', '--name-only', SIDE)).toBe('a.txt\nsrc/new.ts\nsrc/x.ts\n')
    expect(world.git('show', `${SIDE}:a.txt`)).toBe('folder\n')
    expect(world.git('stash', 'list')).toBe('')
    expect(leftOvers(world)).toEqual([])
  })

  test('go on from each other, and from the branch where that has gone on; what they were stays reachable', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'b\n')
    const first = (await autoCommitIn(world)).commits[0]?.commit ?? ''
    expect((await autoCommitIn(world)).commits).toEqual([])
    world.write('a.txt', 'c\n')
    const second = (await autoCommitIn(world)).commits[0]?.commit ?? ''
    expect(world.git('rev-parse', `${second}^`).trim()).toBe(first)
    world.commitAll('by hand')
    expect((await autoCommitIn(world)).commits).toEqual([])
    world.write('a.txt', 'd\n')
    const third = (await autoCommitIn(world)).commits[0]?.commit ?? ''
    expect(world.git('rev-parse', `${third}^1`)).toBe(world.git('rev-parse', 'HEAD'))
    expect(world.git('rev-parse', `${third}^2`).trim()).toBe(second)
  })

  test('leave out what Git does not take, and say so, with all the others committed', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'b.txt': 'b\n', '.gitattributes': '*.bad filter=broken\n' })
    world.git('config', 'core.safecrlf', 'true')
    world.git('config', 'core.autocrlf', 'true')
    world.git('config', 'filter.broken.clean', 'exit 3')
    world.git('config', 'filter.broken.required', 'true')
    world.write('mixed.txt', 'one\r\ntwo\nthree\r\n')
    world.write('x.bad', 'x\n')
    world.write('b.txt', 'b2\r\n')
    world.write('new.txt', 'n\r\n')
    const { commits, skipped, problem } = await autoCommitIn(world)
    expect({ problem, files: commits.reduce((sum, { files }) => sum + files, 0) }).toEqual({ problem: null, files: 2 })
    expect(skipped).toEqual([
      { path: 'mixed.txt', why: 'line_endings', secrets: [] },
      { path: 'x.bad', why: 'refused', secrets: [] },
    ])
    expect(saidOf({ commits, skipped, problem })).toBe(
      'Left out, since their line ends would change for good (core.safecrlf): mixed.txt. Make them the same throughout, or say in .gitattributes what they are. Git does not take: x.bad. They were left out; git add says why.',
    )
    expect(world.git('ls-tree', '-r', '--name-only', SIDE)).toBe('.gitattributes\na.txt\nb.txt\nnew.txt\n')
  })

  test('hold a link in the place of a folder, wherever it leads', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'd/x': 'x\n', 'd/y': 'y\n' })
    execFileSync('mv', [world.file('d'), `${world.home}/elsewhere`])
    symlinkSync('../elsewhere', world.file('d'))
    expect((await autoCommitIn(world)).skipped).toEqual([])
    expect(world.git('ls-tree', '-r', '--name-only', SIDE)).toBe('a.txt\nd\n')
    expect(world.git('show', `${SIDE}:d`)).toBe('../elsewhere')
  })

  test('are grouped, with messages that say what changed and what was asked for', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('src/billing/card.ts', 'one\ntwo\n')
    world.write('test/card.test.ts', 'test\n')
    world.write('docs/guide.md', 'words\n')
    const { commits } = await autoCommitIn(world, {
      prompt: 'Add cards to the billing page, and so much more that no subject holds it all',
    })
    expect(commits.map(({ subject, files }) => [subject, files])).toEqual([
      ['feat(billing): update card.ts and card.test.ts', 2],
      ['docs: update guide.md', 1],
    ])
    expect(world.git('log', '-1', '--format=%b', commits[0]?.commit ?? '')).toBe(
      '2 files, 3 lines added, 0 removed.\n- add src/billing/card.ts\n- add test/card.test.ts\n\nAsked for: Add cards to the billing page, and so much more that no subject holds it all\n\nHomeport-Session: s1\n\n',
    )
  })

  test('a key in the prompt is in no message', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'b\n')
    const key = `sk-ant-${'a1B2'.repeat(10)}`
    const { commits } = await autoCommitIn(world, { prompt: `Use ${key}` })
    expect(world.git('log', '-1', '--format=%B', commits[0]?.commit ?? '')).not.toContain('sk-ant')
  })

  test('where no branch is checked out they are kept by the worktree, and nowhere without a first commit', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.git('checkout', '-q', '--detach')
    world.write('a.txt', 'b\n')
    expect((await autoCommitIn(world)).commits).toHaveLength(1)
    expect(world.git('for-each-ref', '--format=%(refname)', 'refs/homeport')).toMatch(
      /^refs\/homeport\/auto\/detached\/[0-9a-f]{12}\n$/,
    )
    const empty = new GitWorld()
    empty.git('init', '-q')
    empty.write('a.txt', 'a\n')
    expect(await autoCommitIn(empty)).toMatchObject({ commits: [], problem: { reason: 'no_commit' } })
  })

  test('of a branch that becomes a folder of others', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    for (const [branch, text] of [
      ['x', '1'],
      ['x/y', '2'],
    ] as const) {
      world.git('checkout', '-q', '--detach')
      world.git('branch', '-q', '-D', 'main')
      world.git('for-each-ref', '--format=delete %(refname)', 'refs/heads')
      world.gitWith(world.git('for-each-ref', '--format=delete %(refname)', 'refs/heads'), 'update-ref', '--stdin')
      world.git('checkout', '-q', '-b', branch)
      world.git('branch', 'main')
      world.write('a.txt', text)
      expect((await autoCommitIn(world)).commits).toHaveLength(1)
      world.git('checkout', '-q', '--', 'a.txt')
    }
    expect(world.git('for-each-ref', '--format=%(refname)', 'refs/homeport')).toBe(
      'refs/homeport/auto/branch/x\nrefs/homeport/auto/branch/x%2Fy\n',
    )
  })
})

describe('what is not committed', () => {
  test('files that Git, or the rules of the project, ignore', async () => {
    const world = GitWorld.with({ '.gitignore': '*.log\n!keep.log\n', 'a.txt': 'a\n' })
    world.write('x.log', 'x\n')
    world.write('keep.log', 'k\n')
    world.write('build/out.js', 'o\n')
    world.write('a.txt', 'b\n')
    await autoCommitIn(world, { ignore: ['build/', '*.log'] })
    expect(world.git('ls-tree', '-r', '--name-only', SIDE)).toBe('.gitignore\na.txt\n')
  })

  test('a file that is written between two looks, or that a program has open to write', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n', 'b.txt': 'b\n' })
    world.write('a.txt', 'half')
    world.write('b.txt', 'whole\n')
    const half = await autoCommitIn(world, { settled: async () => world.write('a.txt', 'half and') })
    expect(half.skipped).toEqual([{ path: 'a.txt', why: 'writing', secrets: [] }])
    expect(world.git('show', `${SIDE}:a.txt`)).toBe('a\n')
    const handle = openSync(world.file('c.txt'), 'w')
    writeSync(handle, 'begun')
    const open = await autoCommitIn(world)
    closeSync(handle)
    // Linux alone tells.
    expect(open.skipped).toEqual(process.platform === 'linux' ? [{ path: 'c.txt', why: 'writing', secrets: [] }] : [])
    const { commits, skipped } = await autoCommitIn(world)
    expect([commits.length, skipped]).toEqual([process.platform === 'linux' ? 1 : 0, []])
  })

  test('a secret: it is said where, without it; allowed it goes', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    const token = `ghp_${'aB3d'.repeat(9)}`
    world.write('a.txt', 'b\n')
    world.write('config.ts', `one\nconst x = '${token}'\n`)
    const { commits, skipped } = await autoCommitIn(world)
    expect(commits).toHaveLength(1)
    expect(skipped).toMatchObject([
      { path: 'config.ts', why: 'secret', secrets: [{ line: 2, kind: 'a GitHub token' }] },
    ])
    expect(JSON.stringify(skipped)).not.toContain(token)
    expect(
      world
        .git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)')
        .split('\n')
        .some(
          (id) =>
            id !== '' &&
            world.git('cat-file', '-t', id).trim() === 'blob' &&
            world.git('cat-file', 'blob', id).includes(token),
        ),
    ).toBe(false)
    const allow = skipped.flatMap(({ secrets }) => secrets.map(({ finding_id }) => finding_id))
    expect((await autoCommitIn(world, { allow })).commits).toHaveLength(1)
    expect((await autoCommitIn(world, { allow, salt: 'another project' })).skipped).toEqual([])
  })

  test.each([
    ['merge', 'merge'],
    ['rebase', 'rebase'],
    ['cherry-pick', 'cherry-pick'],
    ['revert', 'revert'],
    ['bisect', 'bisect'],
    ['stash that left conflicts', 'stash'],
  ])('anything during a %s', async (_name, what) => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.git('checkout', '-q', '-b', 'other')
    world.write('a.txt', 'theirs\n')
    world.commitAll('theirs')
    world.git('checkout', '-q', 'main')
    world.write('a.txt', 'ours\n')
    if (what !== 'stash') {
      world.commitAll('ours')
    }
    const begun: Record<string, () => void> = {
      merge: () => world.git('merge', 'other'),
      rebase: () => world.git('rebase', 'other'),
      'cherry-pick': () => world.git('cherry-pick', 'other'),
      revert: () => world.git('revert', '--no-edit', 'HEAD~1'),
      bisect: () => world.git('bisect', 'start'),
      stash: () => {
        world.git('stash')
        world.git('merge', '-q', '--ff-only', 'other')
        world.git('stash', 'pop')
      },
    }
    try {
      begun[what]?.()
    } catch {
      // A conflict.
    }
    world.write('new.txt', 'n\n')
    for (const target of ['side', 'branch'] as const) {
      const { commits, problem } = await autoCommitIn(world, { target })
      expect(commits).toEqual([])
      expect(problem?.reason).toBe(what === 'stash' ? 'conflicts' : 'under_way')
    }
    expect(world.git('for-each-ref', 'refs/homeport')).toBe('')
  })

  test('anything of a rebase that begins while files are read', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    world.write('a.txt', 'b\n')
    const settled = async () => void world.git('bisect', 'start')
    expect(await autoCommitIn(world, { settled })).toMatchObject({ commits: [], problem: { reason: 'busy' } })
    expect(world.git('for-each-ref', 'refs/homeport')).toBe('')
  })

  test('and where contents are missing in a partial clone, nothing that the repository names runs to fetch them', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    for (const [key, value] of [
      ['core.repositoryFormatVersion', '1'],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.url', 'ssh://example.org/x'],
      ['core.sshCommand', `${world.program('ssh')} #`],
    ] as const) {
      world.git('config', key, value)
    }
    const tree = world.git('rev-parse', 'HEAD^{tree}').trim()
    execFileSync('rm', ['-f', world.file(`.git/objects/${tree.slice(0, 2)}/${tree.slice(2)}`)])
    world.write('a.txt', 'b\n')
    await expect(autoCommitIn(world)).rejects.toMatchObject({ code: 'SESSION_003' })
    expect(world.marks).toEqual([])
    expect(leftOvers(world)).toEqual([])
  })

  test('pipes and huge files; links and names that are no UTF-8 are', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    symlinkSync('/etc/passwd', world.file('link'))
    writeFileSync(Buffer.concat([Buffer.from(`${world.folder}/caf`), Buffer.of(0xe9)]), 'x')
    world.write('huge.bin', Buffer.alloc(21 * 2 ** 20))
    const { skipped } = await autoCommitIn(world)
    expect(skipped).toEqual([{ path: 'huge.bin', why: 'too_large', secrets: [] }])
    expect(world.git('ls-tree', '-r', '--name-only', SIDE)).toBe('a.txt\n"caf\\351"\nlink\n')
    expect(world.git('show', `${SIDE}:link`)).toBe('/etc/passwd')
    expect(readdirSync(world.folder)).toHaveLength(5)
  })
})
