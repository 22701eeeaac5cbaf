import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const named = (files: Awaited<ReturnType<GitWorld['status']>>['files']) =>
  files.map(({ path: file, staged, unstaged }) => `${file} ${staged ?? '-'} ${unstaged ?? '-'}`)

test('each file is told with what happened to it, on either side of the index, with its lines', async () => {
  const world = GitWorld.with({ 'both.txt': '1\n2\n3\n', 'gone.txt': 'x\n', 'src/old.ts': 'a\nb\nc\nd\n' })
  world.write('both.txt', '1\n2\n3\n4\n')
  world.git('add', 'both.txt')
  world.write('both.txt', '2\n3\n4\n5\n6\n')
  world.git('rm', '-q', 'gone.txt')
  renameSync(world.file('src/old.ts'), world.file('src/new.ts'))
  world.git('add', '-A', 'src')
  world.write('fresh.txt', 'a\nb')
  const { files, repository, problem } = await world.status()
  expect(problem).toBe(null)
  expect(named(files).toSorted()).toEqual([
    'both.txt modified modified',
    'fresh.txt - untracked',
    'gone.txt deleted -',
    'src/new.ts renamed -',
  ])
  expect(files.find((file) => file.path === 'src/new.ts')?.from).toBe('src/old.ts')
  expect(files.find((file) => file.path === 'both.txt')).toMatchObject({
    staged_lines: { additions: 1, deletions: 0 },
    unstaged_lines: { additions: 2, deletions: 1 },
  })
  expect(files.find((file) => file.path === 'fresh.txt')?.unstaged_lines).toEqual({ additions: 2, deletions: 0 })
  expect(repository).toMatchObject({ branch: 'main', upstream: null, under_way: null })
})

test('a folder inside of a repository shows its own files, and how many changed beside it', async () => {
  const world = GitWorld.with({ 'packages/a/x.ts': 'x\n', 'packages/b/y.ts': 'y\n' }, { inside: 'packages/a' })
  world.write('packages/a/x.ts', 'changed\n')
  world.write('packages/b/y.ts', 'changed\n')
  const { files, outside } = await world.status()
  expect(named(files)).toEqual(['x.ts - modified'])
  expect(outside).toBe(1)
  expect((await world.diff('x.ts')).lines.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'removed x',
    'added changed',
  ])
  await expect(world.diff('../b/y.ts')).rejects.toMatchObject({ code: 'FILE_006' })
})

test('before the first commit, all is new', async () => {
  const world = new GitWorld()
  world.git('init', '-q')
  world.write('a.txt', 'a\n')
  const { repository, files } = await world.status()
  expect(repository).toMatchObject({ head: null, branch: 'main' })
  expect(named(files)).toEqual(['a.txt - untracked'])
  expect((await world.diff('a.txt')).lines).toEqual([{ kind: 'added', text: 'a', old: null, new: 1 }])
})

describe('where there is nothing to read, a sentence says why', () => {
  test('no repository', async () => {
    expect((await new GitWorld().status()).problem).toBe('This folder is in no Git repository.')
  })

  test('no Git', async () => {
    const world = new GitWorld({ env: { PATH: temporaryFolder() } })
    expect((await world.status()).problem).toMatch(/^There is no Git on this workstation/)
  })

  test('a repository of somebody else', async () => {
    const programs = temporaryFolder()
    const refusal = "fatal: detected dubious ownership in repository at '/x'"
    writeFileSync(
      path.join(programs, 'git'),
      `#!/bin/sh\ncase " $* " in *" --version "*) echo git version 2.45.1; exit;; esac\necho "${refusal}" >&2\nexit 128\n`,
      { mode: 0o755 },
    )
    const world = new GitWorld({ env: { PATH: programs } })
    expect((await world.status()).problem).toMatch(/belongs to another user/)
  })
})

describe('files as they are', () => {
  test('names that are no UTF-8, with a line end, in capitals of other scripts, or like options', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    const bytes = Buffer.concat([Buffer.from(`${world.folder}/caf`), Buffer.from([0xe9]), Buffer.from('.txt')])
    writeFileSync(bytes, 'latin\n')
    for (const name of [
      'two\nlines.txt',
      '--output=x',
      ':(top)y',
      '*.txt',
      'Ünïcødé 文件.txt',
      '"quoted".txt',
      'a\\b.txt',
    ]) {
      world.write(name, 'new\n')
    }
    const { files } = await world.status()
    expect(files.map(({ path: file }) => file).toSorted()).toEqual(
      [
        '"caf\\351.txt"',
        'two\nlines.txt',
        '--output=x',
        ':(top)y',
        '*.txt',
        'Ünïcødé 文件.txt',
        '"\\042quoted\\042.txt"',
        'a\\b.txt',
      ].toSorted(),
    )
    for (const { path: file } of files) {
      await world.rows['git.stage']({ session_id: SESSION, paths: [file] }, person)
    }
    const staged = (await world.status()).files
    expect(staged.every((file) => file.staged === 'added' && file.unstaged === null)).toBe(true)
    for (const { path: file } of files) {
      expect((await world.diff(file, 'staged')).lines).toHaveLength(1)
    }
  })

  test('binaries, links, modes, submodules and windows line ends', async () => {
    const world = GitWorld.with({ 'image.png': 'x', 'run.sh': 'echo\n', 'win.txt': 'a\r\nb\r\n', 'link-was': 'file\n' })
    world.write('image.png', Buffer.from([0x89, 0x50, 0, 1]))
    chmodSync(world.file('run.sh'), 0o755)
    world.write('win.txt', 'a\r\nc\r\n')
    symlinkSync('/etc/passwd', world.file('link'))
    expect((await world.diff('image.png')).kind).toBe('binary')
    expect((await world.diff('run.sh')).mode).toBe('100644 → 100755')
    expect((await world.diff('win.txt')).lines.map(({ text }) => text)).toEqual(['a', 'b', 'c'])
    expect((await world.diff('link')).lines.map(({ text }) => text)).toEqual(['/etc/passwd'])
    // A line end that alone changed is shown.
    world.write('win.txt', 'a\nb\r\n')
    expect((await world.diff('win.txt')).lines.map(({ text }) => text)).toEqual(['a\r', 'a', 'b\r'])
  })

  test('a file behind a link is not of this folder', async () => {
    const world = GitWorld.with({ 'a.txt': 'a\n' })
    const elsewhere = temporaryFolder()
    writeFileSync(path.join(elsewhere, 'secret.txt'), 'secret\n')
    symlinkSync(elsewhere, world.file('door'))
    expect(JSON.stringify(await world.diff('door/secret.txt').catch(() => ''))).not.toContain('secret\\n')
    expect((await world.diff('door/secret.txt').catch(() => ({ lines: [] }))).lines).toEqual([])
  })

  test('five thousand lines come whole, with their numbers', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `line ${index}\n`)
    const world = GitWorld.with({ 'big.txt': lines.join('') })
    world.write('big.txt', lines.map((line, index) => (index % 2 === 0 ? line : `new ${line}`)).join(''))
    const { lines: shown } = await world.diff('big.txt')
    expect(shown.filter(({ kind }) => kind === 'added')).toHaveLength(2_500)
    expect(shown.at(-1)).toEqual({ kind: 'added', text: 'new line 4999', old: null, new: 5_000 })
  })
})

test('a conflict is told as one, and its diff is against our own side', async () => {
  const world = GitWorld.with({ 'a.txt': 'base\n' })
  world.git('switch', '-qc', 'other')
  world.write('a.txt', 'theirs\n')
  world.commitAll('theirs')
  world.git('switch', '-q', 'main')
  world.write('a.txt', 'ours\n')
  world.commitAll('ours')
  expect(() => world.git('merge', 'other')).toThrow('merge')
  const { repository, files } = await world.status()
  expect(repository?.under_way).toBe('merge')
  expect(files).toMatchObject([{ path: 'a.txt', is_conflict: true }])
  const { lines } = await world.diff('a.txt')
  expect(lines.filter(({ kind }) => kind === 'same').map(({ text }) => text)).toEqual(['ours'])
})

test('branches, the log and a commit are told as they are; against a branch, from where it was left', async () => {
  const world = GitWorld.with({ 'a.txt': 'a\n' })
  world.git('switch', '-qc', 'feature/x')
  world.write('b.txt', 'b\n')
  world.commitAll('Add b\n\nBecause.')
  world.git('switch', '-q', 'main')
  world.write('c.txt', 'c\n')
  world.commitAll('Add c')
  world.git('switch', '-q', 'feature/x')
  world.write('b.txt', 'b\nmore\n')
  const at = { session_id: SESSION }
  const { branches } = await world.rows['git.branches']({ ...at, q: 'feat' }, person)
  expect(branches).toMatchObject([{ name: 'feature/x', is_current: true, is_remote: false, subject: 'Add b' }])
  const { commits } = await world.rows['git.log']({ ...at, all: false, limit: 1, skip: 0 }, person)
  expect(commits).toMatchObject([{ subject: 'Add b', author: 'Olga', names: ['feature/x'] }])
  const shown = await world.rows['git.show']({ ...at, commit: commits[0]?.commit ?? '' }, person)
  expect(shown).toMatchObject({
    message: 'Add b\n\nBecause.',
    files: [{ path: 'b.txt', change: 'added', lines: { additions: 1, deletions: 0 } }],
  })
  const { files } = await world.rows['git.compare']({ ...at, revision: 'main' }, person)
  expect(files).toMatchObject([{ path: 'b.txt', change: 'added', lines: { additions: 2, deletions: 0 } }])
  const { data } = await world.rows['git.content']({ ...at, path: 'b.txt', side: 'head' }, person)
  expect(Buffer.from(data, 'base64').toString()).toBe('b\n')
})

test('reading leaves no lock, and writes nothing', async () => {
  const world = GitWorld.with({ 'a.txt': 'a\n' })
  world.write('a.txt', 'b\n')
  writeFileSync(world.file('.git/index.lock'), '')
  expect(named((await world.status()).files)).toEqual(['a.txt - modified'])
  mkdirSync(world.file('empty'))
})
