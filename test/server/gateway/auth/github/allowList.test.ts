import { expect, test } from 'vitest'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { CLIENT_ID } from '#test/fakes/github/github.ts'
import { codeOf, startGithubWorld } from '#test/support/gateway/githubWorld.ts'
import { openSignedIn, openSocket } from '#test/support/gateway/socket.ts'

test('the first visitor owns nothing: without an entry nobody comes in', async () => {
  const { enter, local } = await startGithubWorld()
  expect((await enter(1)).status).toBe(403)
  expect(await local('account.list')).toEqual({ accounts: [] })
})

test('a removed account is out with its next request, and its sockets at once; its sessions are kept', async () => {
  const { ask, host, local, signInAs, wsUrl, url } = await startGithubWorld()
  await local('account.allow', { github_id: 1 })
  const { access_token, refresh_token, cookie, user } = await signInAs(1)
  host.addSession(user.id as never)
  const program = await openSignedIn(wsUrl, access_token)
  const browser = await openSocket(wsUrl, { cookie, origin: url })
  await local('account.disallow', { github_id: 1 })
  expect((await program.closed()).code).toBe(4401)
  expect((await browser.closed()).code).toBe(4401)
  const byToken = await ask('GET', '/api/user/profile', { token: access_token })
  expect([byToken.status, codeOf(byToken)]).toEqual([403, 'AUTH_004'])
  expect((await ask('GET', '/api/user/profile', { headers: { cookie } })).status).toBe(401)
  expect((await ask('POST', '/auth/refresh', { body: { refresh_token } })).status).toBe(401)
  await local('account.allow', { github_id: 1 })
  expect((await ask('GET', '/api/user/profile', { token: access_token })).status).toBe(401)
  const again = await signInAs(1)
  expect(again.user.id).toBe(user.id)
  const sessions = await ask('GET', '/api/sessions', { token: again.access_token })
  expect((sessions.body as { sessions: unknown[] }).sessions).toHaveLength(1)
})

test('a new role holds from the next request on, and open sockets come back with it', async () => {
  const { ask, local, signInAs, wsUrl } = await startGithubWorld()
  await local('account.allow', { github_id: 1, role: 'viewer' })
  const { access_token } = await signInAs(1)
  const create = () => ask('POST', '/api/session', { token: access_token, body: { folder_name: 'x' } })
  expect((await create()).status).toBe(403)
  await local('account.allow', { github_id: 1, role: 'member' })
  expect((await create()).status).toBe(201)
  const socket = await openSignedIn(wsUrl, access_token)
  await local('account.allow', { github_id: 1, role: 'viewer' })
  expect((await socket.closed()).code).toBe(1012)
  const back = await openSignedIn(wsUrl, access_token)
  const refused = await back.ask('create_session', { data: { folder_name: 'y' } })
  expect(refused).toMatchObject({ type: 'error', data: { code: 'AUTH_006' } })
})

test('a renamed account is the same account, under its new name', async () => {
  const { ask, github, local, signInAs } = await startGithubWorld()
  await local('account.allow', { github_id: 1 })
  const before = await signInAs(1)
  github.addAccount(1, 'monalisa')
  github.addAccount(3, 'octocat')
  const after = await signInAs(1)
  expect([after.user.id, after.user.username]).toEqual([before.user.id, 'monalisa'])
  const profile = await ask('GET', '/api/user/profile', { token: before.access_token })
  expect(profile.body).toMatchObject({ username: 'monalisa' })
  await expect(signInAs(3)).rejects.toThrow('AUTH_004')
})

test('allowing shows the name of the number, so that a wrong one is noticed', async () => {
  const { github, local } = await startGithubWorld()
  expect(await local('account.allow', { github_id: 2, role: 'viewer' })).toMatchObject({
    github_id: 2,
    login: 'hubot',
    role: 'viewer',
    is_local_owner: false,
  })
  expect(await local('account.allow', { github_id: 99 })).toMatchObject({ github_id: 99, login: null })
  github.trouble = { kind: 'status', status: 500 }
  expect(await local('account.allow', { github_id: 98 })).toMatchObject({ github_id: 98, login: null })
})

test('the owner’s GitHub account is the owner: the same sessions, whichever way they sign in', async () => {
  const { gateway, local, signIn, signInAs, ask } = await startGithubWorld()
  expect(await local('account.allow', { github_id: 1, role: 'owner' })).toMatchObject({ is_local_owner: true })
  const remote = await signInAs(1)
  expect(remote.user).toMatchObject({ id: gateway.owner.user_id, role: 'owner' })
  await expect(local('account.allow', { github_id: 1, role: 'viewer' })).rejects.toMatchObject({ code: 'SETTINGS_001' })
  const here = await signIn()
  await local('account.disallow', { github_id: 1 })
  expect((await ask('GET', '/api/user/profile', { token: remote.access_token })).status).toBe(401)
  const profile = await ask('GET', '/api/user/profile', { token: here.token })
  expect(profile.body).toMatchObject({ id: gateway.owner.user_id, role: 'owner', github_id: null })
})

test('a second owner is a person of their own', async () => {
  const { gateway, local, signInAs } = await startGithubWorld()
  await local('account.allow', { github_id: 1, role: 'owner' })
  expect(await local('account.allow', { github_id: 2, role: 'owner' })).toMatchObject({ is_local_owner: false })
  const { user } = await signInAs(2)
  expect(user.role).toBe('owner')
  expect(user.id).not.toBe(gateway.owner.user_id)
})

test('the host is told whose machine it is, whichever way the owner comes, and of nobody else', async () => {
  const { host, local, signIn, signInAs, ask } = await startGithubWorld()
  await local('account.allow', { github_id: 1, role: 'owner' })
  await local('account.allow', { github_id: 2, role: 'owner' })
  const tokens = [(await signIn()).token, (await signInAs(1)).access_token, (await signInAs(2)).access_token]
  for (const token of tokens) {
    await ask('GET', '/api/sessions', { token })
  }
  const listed = host.calls.filter(({ name }) => name === 'session.list').slice(-3)
  expect(listed.map(({ actor }) => actor.is_local_owner ?? false)).toEqual([true, true, false])
})

test('people see their own sessions, and nobody else’s', async () => {
  const { ask, host, local, signInAs } = await startGithubWorld()
  await local('account.allow', { github_id: 1 })
  await local('account.allow', { github_id: 2 })
  const [one, two] = [await signInAs(1), await signInAs(2)]
  const { id } = host.addSession(one.user.id as never)
  expect((await ask('GET', `/api/session/${id}`, { token: one.access_token })).status).toBe(200)
  const foreign = await ask('GET', `/api/session/${id}`, { token: two.access_token })
  expect([foreign.status, codeOf(foreign)]).toEqual([404, 'SESSION_002'])
})

test('taking an account off a list it is not on says so', async () => {
  const { local } = await startGithubWorld()
  await expect(local('account.disallow', { github_id: 7 })).rejects.toMatchObject({ code: 'AUTH_004' })
})

test('naming the app works at once, keeps the rest of the settings file, and can be taken back', async () => {
  const { ask, folder, local } = await startGithubWorld({
    secret: false,
    env: { HOMEPORT_GITHUB_CLIENT_ID: '', HOMEPORT_GITHUB_BASE_URL: 'https://github.corp.example' },
  })
  await local('github.configure', { client_id: 'Iv1.abc' })
  expect((await ask('GET', '/auth/methods')).body).toEqual({
    github: { host: 'github.corp.example', device: true, redirect: false },
  })
  expect(readFileSync(path.join(folder, 'settings.yaml'), 'utf8')).toBe('github:\n  client_id: Iv1.abc\n')
  await local('github.configure', { client_id: null })
  expect((await ask('GET', '/auth/methods')).body).toEqual({ github: null })
})

test('an app that the environment names is told, and cannot be changed from elsewhere', async () => {
  const { local, folder } = await startGithubWorld({ secret: false })
  expect(await local('github.status')).toMatchObject({ client_id: CLIENT_ID, fixed_by: 'HOMEPORT_GITHUB_CLIENT_ID' })
  const refused = await local('github.configure', { client_id: 'Iv1.other' }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'SETTINGS_001', message: expect.stringContaining('HOMEPORT_GITHUB_CLIENT_ID') })
  expect(existsSync(path.join(folder, 'settings.yaml'))).toBe(false)
})

test('a secret of another app is none', async () => {
  const { ask, local } = await startGithubWorld({ env: { HOMEPORT_GITHUB_CLIENT_ID: '' } })
  expect((await ask('GET', '/auth/methods')).body).toMatchObject({ github: { redirect: true } })
  expect(await local('github.configure', { client_id: 'Iv1.other' })).toMatchObject({ has_secret: false })
  expect((await ask('GET', '/auth/methods')).body).toMatchObject({ github: { redirect: false } })
})
