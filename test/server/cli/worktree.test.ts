import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '#test/support/server/server.ts'

test('by the command line: a set-up, a session in a worktree, its state, and its end', async () => {
  const server = await startServer({ vault: 'file' })
  onTestFinished(() => server.close())
  const folder = server.folder('project')
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=O', '-c', 'user.email=o@x', ...args]).toString()
  git('init', '-q', '-b', 'main')
  writeFileSync(path.join(folder, 'a.txt'), 'one\n')
  git('add', '-A')
  git('commit', '-qm', 'first')
  const setup = await server.homeport('worktree', 'setup', folder, '--copy', '.env', '--command', 'true')
  expect(setup.stdout).toMatch(/^copies: \.env\nruns: {3}true\nto run exactly this: --setup [0-9a-f]{64}\n$/)
  const made = await server.homeport('worktree', 'new', folder, '--branch', 'topic', '--json')
  const session = JSON.parse(made.stdout) as { id: string; workspace_path: string }
  await expect.poll(() => existsSync(path.join(session.workspace_path, 'a.txt')), { timeout: 30_000 }).toBe(true)
  await expect
    .poll(async () => (await server.homeport('worktree', 'state', session.id)).stdout, { timeout: 30_000 })
    .toBe('0 commits that main does not have\n')
  const key = await server.homeport('credential', 'key', session.id, 'git.example.org')
  expect(key.stdout).toMatch(/^ssh-ed25519 \S+ homeport-/)
  expect((await server.homeport('credential')).stdout).toContain(`git.example.org  key  ${session.id}`)
  await server.homeport('worktree', 'remove', session.id)
  expect(existsSync(session.workspace_path)).toBe(false)
  expect(git('branch', '--format=%(refname:short)')).toBe('main\n')
  await expect.poll(async () => (await server.homeport('credential')).stdout).toBe('Nothing is kept.\n')
})
