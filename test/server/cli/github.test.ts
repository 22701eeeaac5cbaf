import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { FakeGithub } from '#test/fakes/github/github.ts'
import { startServer } from '#test/support/server/server.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { homeportFile } from '#test/support/server/homeport.ts'

/** The command line on a data directory that nobody serves. */
function stopped(more: NodeJS.ProcessEnv = {}) {
  const folder = temporaryFolder()
  const env = { ...process.env, HOMEPORT_DATA_DIR: folder, HOMEPORT_VAULT: 'file', ...more }
  const homeport = async (args: readonly string[], input = '') => {
    const child = spawn(process.execPath, [homeportFile, ...args], { env })
    child.stdin.end(input)
    const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    return { status: status as number | null, stdout, stderr }
  }
  return { folder, homeport }
}

async function startGithub(): Promise<FakeGithub> {
  const github = new FakeGithub()
  await github.start()
  onTestFinished(() => github.close())
  return github
}

test('who may enter is named before the first start', async () => {
  const { homeport } = stopped()
  expect((await homeport(['allow'])).stdout).toContain('No GitHub account may enter')
  const owner = await homeport(['allow', '583231', '--role', 'owner'])
  expect([owner.status, owner.stdout]).toEqual([0, expect.stringContaining('the same sessions as with a sign-in link')])
  expect((await homeport(['allow', '7'])).stdout).toContain('may enter as member')
  expect((await homeport(['allow'])).stdout.split('\n').slice(0, 2)).toEqual([
    '583231  (name not known yet)  owner of this machine',
    '7  (name not known yet)  member',
  ])
  expect((await homeport(['disallow', '7'])).status).toBe(0)
  expect(JSON.parse((await homeport(['allow', '--json'])).stdout)).toMatchObject({ accounts: [{ github_id: 583231 }] })
  expect(await homeport(['disallow', '7'])).toMatchObject({ status: 1, stderr: expect.stringContaining('not on the') })
})

test('a name is looked up at GitHub, and its number is what is kept; taking away wants the number', async () => {
  const github = await startGithub()
  github.addAccount(1, 'OctoCat')
  const { homeport } = stopped({ ...github.environment, HOMEPORT_GITHUB_CLIENT_ID: '' })
  const said = await homeport(['allow', '@octocat'])
  expect([said.status, said.stdout]).toEqual([0, 'OctoCat (1) may enter as member.\n'])
  expect(JSON.parse((await homeport(['allow', '--json'])).stdout)).toMatchObject({ accounts: [{ github_id: 1 }] })
  const nobody = await homeport(['allow', 'nobody-there'])
  expect(nobody).toMatchObject({ status: 1, stderr: expect.stringContaining('knows nobody called "nobody-there"') })
  expect(await homeport(['allow', 'no name'])).toMatchObject({ status: 1, stderr: expect.stringContaining('neither') })
  const byName = await homeport(['disallow', 'octocat'])
  expect(byName).toMatchObject({ status: 1, stderr: expect.stringContaining('not the number') })
})

test('a role that is none, and nobody to take away, are wrong usage', async () => {
  const { homeport } = stopped()
  expect((await homeport(['allow', '1', '--role', 'king'])).status).toBe(2)
  expect((await homeport(['disallow'])).status).toBe(2)
})

test('the app is named on the command line; its secret comes through stdin and rests in the vault alone', async () => {
  const { folder, homeport } = stopped()
  const said = await homeport(['github', '--client-id', 'Iv1.abc', '--client-secret-stdin'], 'the-client-secret\n')
  expect([said.status, said.stdout]).toEqual([0, expect.stringContaining('by code, or by a click')])
  expect(readFileSync(path.join(folder, 'settings.yaml'), 'utf8')).toBe('github:\n  client_id: Iv1.abc\n')
  expect(readFileSync(path.join(folder, 'vault.enc'), 'utf8')).not.toContain('the-client-secret')
  expect((await homeport(['github'])).stdout).toContain('by code, or by a click, with the app Iv1.abc.')
  expect((await homeport(['github', '--off'])).stdout).toContain('Nobody')
  expect((await homeport(['github'])).stdout).toContain('Nobody signs in with GitHub yet. Make an OAuth app at')
  for (const args of [
    ['github', '--client-id', 'not an id'],
    ['github', '--off', '--client-id', 'x'],
  ]) {
    expect([args, (await homeport(args)).status]).toEqual([args, 1])
  }
  expect((await homeport(['github', '--client-id', 'x', '--client-secret-stdin'], '')).status).toBe(1)
})

test('on a running server all of it holds at once', async () => {
  const github = await startGithub()
  github.addAccount(1, 'octocat')
  const { HOMEPORT_GITHUB_BASE_URL = '', HOMEPORT_GITHUB_API_URL = '' } = github.environment
  const server = await startServer({ token: null, env: { HOMEPORT_GITHUB_BASE_URL, HOMEPORT_GITHUB_API_URL } })
  onTestFinished(() => server.close())
  expect((await server.homeport('github', '--client-id', 'Iv1.homeport')).code).toBe(0)
  expect((await server.homeport('allow', '1', '--role', 'owner')).stdout).toContain('octocat (1)')
  const { local_url } = server.info
  const post = (address: string, body: object) =>
    fetch(`${local_url}${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(async (answer) => (await answer.json()) as Record<string, string>)
  const begun = await post('/auth/github/device', {})
  github.devices.settle(begun['user_code'] ?? '', { account: 1 })
  const done = await post('/auth/github/device/poll', { device_code: begun['device_code'] })
  expect(done).toMatchObject({ status: 'complete', user: { username: 'octocat', role: 'owner' } })
  const profile = () =>
    fetch(`${local_url}/api/user/profile`, { headers: { authorization: `Bearer ${done['access_token']}` } })
  expect((await profile()).status).toBe(200)
  expect((await server.homeport('disallow', '1')).code).toBe(0)
  expect((await profile()).status).toBe(401)
})
