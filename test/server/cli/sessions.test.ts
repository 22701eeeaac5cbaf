import { expect, onTestFinished, test, vi } from 'vitest'
import { DEMO_TOKEN } from '#server/demo/api/apiKeys.ts'
import { FakeGithub } from '#test/fakes/github/github.ts'
import { claudeOf } from '#test/support/server/serverProcesses.ts'
import { programWith } from '#test/support/server/program.ts'
import { startServer } from '#test/support/server/server.ts'

/** A running Homeport into which a member signed in by code. */
async function withMember() {
  const github = new FakeGithub()
  await github.start()
  onTestFinished(() => github.close())
  github.addAccount(1, 'octocat')
  const { HOMEPORT_GITHUB_BASE_URL = '', HOMEPORT_GITHUB_API_URL = '' } = github.environment
  const server = await startServer({ token: null, env: { HOMEPORT_GITHUB_BASE_URL, HOMEPORT_GITHUB_API_URL } })
  onTestFinished(() => server.close())
  await server.homeport('github', '--client-id', 'Iv1.homeport')
  await server.homeport('allow', '1')
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${server.info.local_url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await answer.json()) as Record<string, string>
  }
  const begun = await post('/auth/github/device', {})
  github.devices.settle(begun['user_code'] ?? '', { account: 1 })
  const done = await post('/auth/github/device/poll', { device_code: begun['device_code'] })
  return { server, member: programWith(server.info, done['access_token'] ?? '') }
}

test('Claude ends at once for a member who is removed; the owner sees what others have, and ends it', async () => {
  const { server, member } = await withMember()
  await member.call('PUT', '/api/claude/token', { token: DEMO_TOKEN })
  const { id } = await member.createSession(server.folder('theirs'))
  await vi.waitFor(() => expect(claudeOf(server.serverProcesses, id).pid).toBeGreaterThan(0), { timeout: 20_000 })
  await vi.waitFor(
    async () => expect((await server.homeport('sessions')).stdout).toMatch(new RegExp(`${id}  octocat  ACTIVE`)),
    { timeout: 20_000 },
  )
  expect((await server.homeport('disallow', '1')).code).toBe(0)
  await vi.waitFor(() => expect(server.serverProcesses.matching(new RegExp(`claude .*${id}`))).toEqual([]), {
    timeout: 20_000,
  })
  const { sessions } = JSON.parse((await server.homeport('sessions', '--json')).stdout) as { sessions: object[] }
  expect(sessions).toMatchObject([{ id, status: 'SUSPENDED', why: 'removed', user: { username: 'octocat' } }])
  expect((await server.homeport('sessions')).stdout).toContain('octocat, who may not enter any more')
  expect((await server.homeport('sessions', 'end', id)).code).toBe(0)
  expect((await server.homeport('sessions')).stdout).toContain('Nobody else has a session here')
  const again = await server.homeport('sessions', 'end', id)
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('Nothing was stopped or ended')])
}, 60_000)
