import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { homeportFile } from '#test/support/server/homeport.ts'

let server: TestServer
let folder: string

const as = ['-c', 'user.name=Olga', '-c', 'user.email=olga@example.org']
const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...as, ...args], { stdio: 'pipe' }).toString()

beforeAll(async () => {
  server = await startServer()
  folder = server.folder('api')
  git('init', '-q', '-b', 'main')
  git('commit', '-q', '--allow-empty', '-m', 'Begin \u001b[31mred')
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', server.folder('remote')])
  git('remote', 'add', 'origin', server.folder('remote'))
  await server.program.createSession(folder)
})

afterAll(() => server.close())

/** `homeport git`, as somebody types it. */
function homeport(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: server.home, HOMEPORT_DATA_DIR: server.dataDir }
  const child = spawn(process.execPath, [homeportFile, 'git', ...args], { env, windowsHide: true })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, ...said }))
  })
}

test('a branch is pushed, fetched and pulled, and its commits are listed; no name moves the terminal', async () => {
  expect(await homeport('push', folder)).toMatchObject({ code: 0, stdout: 'Pushed to origin/main.\n' })
  expect(await homeport('push', folder)).toMatchObject({ code: 0, stdout: 'origin has all of it.\n' })
  expect(await homeport('fetch', folder)).toMatchObject({ code: 0, stdout: '0 changed at origin.\n' })
  expect(await homeport('pull', folder)).toMatchObject({ code: 0, stdout: 'Already up to date.\n' })
  const { stdout } = await homeport('log', folder, '--all')
  expect(stdout).toMatch(/^[0-9a-f]{9} \d{4}-\d\d-\d\d Olga \(main, origin\/main\): Begin \[31mred\n$/)
})

test('what the repository makes run is listed first, with the word that agrees to it', async () => {
  const hook = path.join(folder, '.git/hooks/pre-push')
  writeFileSync(hook, '#!/bin/sh\nexit 0\n')
  chmodSync(hook, 0o755)
  const refused = await homeport('push', folder, '--to', 'topic')
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toContain(`pre-push: ${hook}`)
  const id = /--run-programs (\w+)/.exec(refused.stderr)?.[1] ?? ''
  expect(await homeport('push', folder, '--to', 'topic', '--run-programs', id)).toMatchObject({
    code: 0,
    stdout: 'Pushed to origin/topic.\n',
  })
})

test('what changed is listed and committed, and a conflict is named, resolved or given up', async () => {
  git('config', 'user.name', 'Olga')
  git('config', 'user.email', 'olga@example.org')
  writeFileSync(path.join(folder, 'a.txt'), 'a\n')
  expect((await homeport('status', folder)).stdout).toMatch(/^main, .*\(git \d+\.[^)]*\)\n {2}untracked: a\.txt\n$/)
  const committed = await homeport('commit', folder, '-m', 'Add it', '--all')
  expect(committed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[0-9a-f]{9} on main: 1 file\.\n$/) })
  writeFileSync(path.join(folder, 'a.txt'), 'aside\n')
  git('stash')
  writeFileSync(path.join(folder, 'a.txt'), 'later\n')
  git('commit', '-q', '-a', '-m', 'later')
  expect(() => git('stash', 'apply')).toThrow('Command failed')
  expect(await homeport('status', folder)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('in conflict: a.txt'),
  })
  const still = await homeport('continue', folder)
  expect(still).toMatchObject({ code: 1, stderr: expect.stringContaining('Still in conflict: a.txt') })
  expect((await homeport('abort', folder)).stdout).toContain('What came back in conflict was given up')
  expect((await homeport('status', folder)).stdout).toContain('everything is committed')
})
