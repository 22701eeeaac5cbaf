import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, startServer } from '#test/support/server/server.ts'

let server: TestServer
let folder: string

const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { stdio: 'pipe' }).toString()
const homeport = (...args: string[]) => server.homeport('git', ...args)
const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text)
const json = async (...args: string[]) => JSON.parse((await homeport(...args, '--json')).stdout) as unknown

beforeAll(async () => {
  server = await startServer()
  folder = server.folder('api')
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Olga')
  git('config', 'user.email', 'olga@example.org')
  write('a.txt', 'a\n')
  git('add', '-A')
  git('commit', '-q', '-m', 'Begin')
  await server.program.createSession(folder)
})

afterAll(() => server.close())

test('files are staged and unstaged by name, or all of them', async () => {
  write('a.txt', 'b\n')
  write('new.txt', 'n\n')
  expect(await homeport('stage', folder, 'a.txt')).toMatchObject({ code: 0, stdout: 'Staged: a.txt\n' })
  expect(git('status', '--porcelain')).toBe('M  a.txt\n?? new.txt\n')
  expect(await json('stage', folder, '--all')).toEqual({ success: true, paths: ['new.txt'], left_out: [] })
  expect(git('status', '--porcelain')).toBe('M  a.txt\nA  new.txt\n')
  expect(await homeport('unstage', folder, 'a.txt')).toMatchObject({ code: 0, stdout: 'Unstaged: a.txt\n' })
  expect(await homeport('unstage', folder, '--all')).toMatchObject({ code: 0, stdout: 'Unstaged: new.txt\n' })
  expect(await homeport('unstage', folder, '--all')).toMatchObject({ code: 0, stdout: 'There is nothing to change.\n' })
  expect(git('status', '--porcelain')).toBe(' M a.txt\n?? new.txt\n')
  for (const wrong of [[], ['a.txt', '--all'], ['../outside']]) {
    expect(await homeport('stage', folder, ...wrong)).toMatchObject({ code: 1, stdout: '' })
  }
})

test('changes are put aside and come back; a branch is made, listed and switched to', async () => {
  expect(await homeport('stash', folder, '-m', 'later')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Put aside as [0-9a-f]{40}\.\n$/),
  })
  const { stashes } = (await json('stash', folder, '--list')) as { stashes: { stash_id: string; message: string }[] }
  expect(stashes).toMatchObject([{ message: expect.stringContaining('later') }])
  const made = await homeport('switch', folder, 'topic', '--create')
  expect(made).toMatchObject({ code: 0, stdout: 'On the new branch topic.\n' })
  const back = await homeport('stash', folder, '--apply', stashes[0]?.stash_id ?? '', '--drop')
  expect(back).toMatchObject({ code: 0, stdout: 'It is back.\n' })
  git('commit', '-q', '-a', '-m', 'b')
  write('a.txt', 'c\n')
  // Changes are in the way.
  expect(await homeport('switch', folder, 'main')).toMatchObject({ code: 1 })
  expect((await homeport('switch', folder, 'main', '--stash')).stdout).toBe(
    'On main. What was in the way was put aside: git stash --list\n',
  )
  const { stdout } = await homeport('branches', folder)
  expect(stdout).toMatch(/^\* main [0-9a-f]{9} Begin$/m)
  expect(stdout).toMatch(/^ {2}topic [0-9a-f]{9} b$/m)
  expect(await json('branches', folder, '--search', 'top')).toMatchObject({ branches: [{ name: 'topic' }], more: 0 })
  expect(await homeport('switch', folder, 'nowhere')).toMatchObject({ code: 1, stdout: '' })
  expect(await homeport('stash', folder, '--list', '--apply', 'x')).toMatchObject({ code: 1, stdout: '' })
})

test('a branch that goes to no GitHub has no pull request, and says so', async () => {
  expect(await homeport('pr', folder)).toMatchObject({
    code: 1,
    stdout: 'This branch goes to no GitHub that is set up here.\n',
  })
  expect(await json('pr', folder)).toEqual({ kind: 'not_github' })
  expect(await homeport('pr', folder, '--title', 'Add it')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Nothing was made.'),
  })
  expect(await homeport('pr', folder, '--base', 'main')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('needs a --title'),
  })
})

test('auto-commit is switched on, commits, lists its points, and restores one to a branch or into a worktree', async () => {
  git('checkout', '-q', '-f', 'main')
  expect((await homeport('auto', 'status', folder)).stdout).toBe(
    `Auto-commit is off in ${folder}: beside the branches (refs/homeport/auto).\n`,
  )
  expect((await homeport('auto', 'on', folder, '--quiet', '0', '--files', '500')).stdout).toContain('Auto-commit is on')
  expect(await json('auto', 'status', folder)).toMatchObject({
    rules: { enabled: true, quiet_seconds: null, files: 500, target: 'side' },
  })
  expect(await homeport('auto', 'on', folder, '--target', 'nowhere')).toMatchObject({ code: 1, stdout: '' })
  write('point.txt', 'a point\n')
  write('id_rsa', 'a key\n')
  const now = await homeport('auto', 'now', folder)
  expect(now).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[0-9a-f]{9} .*\(\d files?\)$/m) })
  expect(now.stdout).toContain('Left out: id_rsa (line 0: a file of secrets)\n')
  const { points } = (await json('auto', 'points', folder)) as { points: { commit: string }[] }
  const commit = points[0]?.commit ?? ''
  expect((await homeport('auto', 'points', folder, '--limit', '1')).stdout).toMatch(new RegExp(`^${commit} `))
  const branch = await homeport('auto', 'restore', folder, '--commit', commit, '--branch', 'rescue')
  expect(branch).toMatchObject({ code: 0, stdout: expect.stringContaining('The branch rescue is there.') })
  expect(git('show', 'rescue:point.txt')).toBe('a point\n')
  const asked = ['--commit', commit, '--branch', 'again', '--worktree'] as const
  const made = (await json('auto', 'restore', folder, ...asked)) as {
    branch: string
    session: { id: string; workspace_path: string; checkout: object }
  }
  expect(made).toMatchObject({ branch: 'again', session: { checkout: { kind: 'worktree', branch: 'again' } } })
  expect(made.session.workspace_path).not.toBe(folder)
  await expect
    .poll(() => git('worktree', 'list', '--porcelain'), { timeout: 60_000 })
    .toContain('branch refs/heads/again')
  expect((await homeport('auto', 'off', folder)).stdout).toBe('Auto-commit is off. What was committed stays.\n')
  expect((await homeport('auto', 'restore', folder, '--commit', 'x', '--branch', 'y')).code).toBe(1)
})

test('all of them means nothing that is in conflict, and a renamed file whole', async () => {
  git('switch', '-q', '-c', 'one')
  write('a.txt', 'one\n')
  git('add', '-A')
  git('commit', '-q', '-m', 'One')
  git('switch', '-q', '-c', 'two', 'HEAD~')
  write('a.txt', 'two\n')
  git('add', '-A')
  git('commit', '-q', '-m', 'Two')
  expect(() => git('merge', 'one')).toThrow('merge one')
  const said = await homeport('stage', folder, '--all')
  expect(said.stdout).toContain('In conflict, and left as they are: a.txt')
  expect(git('status', '--porcelain', 'a.txt')).toBe('UU a.txt\n')
  git('merge', '--abort')
  git('mv', 'a.txt', 'moved.txt')
  expect(await homeport('unstage', folder, '--all')).toMatchObject({ code: 0 })
  expect(git('status', '--porcelain', '--', 'a.txt', 'moved.txt')).toBe(' D a.txt\n?? moved.txt\n')
})
