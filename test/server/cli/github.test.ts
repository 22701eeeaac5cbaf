import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { FakeGithub } from '#test/fakes/github/github.ts'
import { startServer } from '#test/support/server.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const CLI = path.join(import.meta.dirname, '../../../server/cli.ts')

/** The command line on a data directory that nobody serves. */
function stopped() {
  const folder = temporaryFolder()
  const env = { ...process.env, HOMEPORT_DATA_DIR: folder, HOMEPORT_VAULT: 'file' }
  const homeport = (args: readonly string[], input = '') => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { env, input, encoding: 'utf8' })
    return { status, stdout, stderr }
  }
  return { folder, homeport }
}

test('who may enter is named before the first start', () => {
  const { homeport } = stopped()
  expect(homeport(['allow']).stdout).toContain('No GitHub account may enter')
  const owner = homeport(['allow', '583231', '--role', 'owner'])
  expect([owner.status, owner.stdout]).toEqual([0, expect.stringContaining('the same sessions as with a sign-in link')])
  expect(homeport(['allow', '7']).stdout).toContain('may enter as member')
  expect(homeport(['allow']).stdout.split('\n').slice(0, 2)).toEqual([
    '583231  (name not known yet)  owner of this machine',
    '7  (name not known yet)  member',
  ])
  expect(homeport(['disallow', '7']).status).toBe(0)
  expect(JSON.parse(homeport(['allow', '--json']).stdout)).toMatchObject({ accounts: [{ github_id: 583231 }] })
  expect(homeport(['disallow', '7'])).toMatchObject({ status: 1, stderr: expect.stringContaining('not on the') })
})

test('a name is no number, and a role that is none is wrong usage', () => {
  const { homeport } = stopped()
  expect(homeport(['allow', 'octocat'])).toMatchObject({ status: 1, stderr: expect.stringContaining('users/NAME') })
  expect(homeport(['allow', '1', '--role', 'king']).status).toBe(2)
  expect(homeport(['disallow']).status).toBe(2)
})

test('the app is named on the command line; its secret comes through stdin and rests in the vault alone', () => {
  const { folder, homeport } = stopped()
  const said = homeport(['github', '--client-id', 'Iv1.abc', '--client-secret-stdin'], 'the-client-secret\n')
  expect([said.status, said.stdout]).toEqual([0, expect.stringContaining('by code, or by a click')])
  expect(readFileSync(path.join(folder, 'settings.yaml'), 'utf8')).toBe('github:\n  client_id: Iv1.abc\n')
  expect(readFileSync(path.join(folder, 'vault.enc'), 'utf8')).not.toContain('the-client-secret')
  expect(homeport(['github', '--off']).stdout).toContain('Nobody')
  for (const args of [['github'], ['github', '--client-id', 'not an id'], ['github', '--off', '--client-id', 'x']]) {
    expect([args, homeport(args).status]).toEqual([args, 1])
  }
  expect(homeport(['github', '--client-id', 'x', '--client-secret-stdin'], '').status).toBe(1)
})

test('on a running server all of it holds at once', async () => {
  const github = new FakeGithub()
  await github.start()
  onTestFinished(() => github.close())
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
