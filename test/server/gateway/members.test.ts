import path from 'node:path'
import { expect, test, vi } from 'vitest'
import type { UserId } from '#shared/ids.ts'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { codeOf, startGithubWorld } from '#test/support/gateway/githubWorld.ts'

async function world() {
  const made = await startGithubWorld()
  const { host, local, signInAs, signIn } = made
  await local('account.allow', { github_id: 1 })
  const member = await signInAs(1)
  const session = host.addSession(member.user.id as UserId)
  const owner = await signIn()
  host.handlers['session.control'] = () => ({ status: 'SUSPENDED' }) as never
  const suspended = () =>
    host.calls.filter(({ name }) => name === 'session.control').map(({ params }) => params as { action: string })
  return { ...made, member, owner, session, suspended }
}

test('a removed member’s sessions are suspended at once, whatever they did, and the log says so', async () => {
  const { folder, local, session, suspended } = await world()
  await local('account.disallow', { github_id: 1 })
  await vi.waitFor(() => expect(suspended()).toEqual([{ session_id: session.id, action: 'suspend' }]))
  await vi.waitFor(() =>
    expect(
      entriesOf(path.join(folder, 'homeport.db')).filter(({ action }) => action === 'session.stopped'),
    ).toMatchObject([{ outcome: 'ok', session_id: session.id, details: { of: 'octocat', why: 'removed' } }]),
  )
})

test('a removed member’s shells and commands are ended too, also beside a session that sleeps', async () => {
  const { host, local, member } = await world()
  await local('account.disallow', { github_id: 1 })
  const ended = () =>
    host.calls
      .filter(({ name, actor }) => /^(exec|terminal)\.stop_all$/.test(name) && actor.user_id === member.user.id)
      .map(({ name }) => name)
  await vi.waitFor(() => expect(ended().toSorted()).toEqual(['exec.stop_all', 'terminal.stop_all']))
})

test('one who can only look from now on runs nothing; a member who stays member goes on', async () => {
  const { local, session, suspended } = await world()
  await local('account.allow', { github_id: 1, role: 'member' })
  expect(suspended()).toEqual([])
  await local('account.allow', { github_id: 1, role: 'viewer' })
  await vi.waitFor(() => expect(suspended()).toEqual([{ session_id: session.id, action: 'suspend' }]))
})

test('a host that was away when somebody was removed stops their sessions as soon as it is there', async () => {
  const { host, local, session, suspended } = await world()
  host.goAway()
  await local('account.disallow', { github_id: 1 })
  expect(suspended()).toEqual([])
  host.comeBack()
  await vi.waitFor(() => expect(suspended()).toEqual([{ session_id: session.id, action: 'suspend' }]))
})

test('the owner sees which sessions others have, stops and ends them, and reads nothing of them', async () => {
  const { ask, host, local, owner, session, url } = await world()
  const headers = { cookie: owner.cookie, origin: url }
  const list = async () =>
    ((await ask('GET', '/api/member-sessions', { headers })).body as { sessions: object[] }).sessions
  expect(await list()).toMatchObject([{ id: session.id, why: null }])
  const stop = await ask('POST', `/api/member-sessions/${session.id}/stop`, { headers })
  expect([stop.body, host.calls.at(-1)]).toMatchObject([{ success: true }, { params: { action: 'suspend' } }])
  await local('account.disallow', { github_id: 1 })
  const [shown, ...others] = await list()
  expect(others).toEqual([])
  expect(shown).toMatchObject({ id: session.id, why: 'removed', user: { username: 'octocat', role: 'member' } })
  expect(Object.keys(shown ?? {}).toSorted()).toEqual(
    ['created_at', 'id', 'last_activity', 'status', 'user', 'why', 'workspace_path'].toSorted(),
  )
  expect((await ask('GET', `/api/session/${session.id}/events`, { headers })).status).toBe(404)
  expect((await ask('DELETE', `/api/member-sessions/${session.id}`, { headers })).body).toEqual({ success: true })
  expect(host.calls.at(-1)).toMatchObject({ name: 'session.control', params: { action: 'terminate' } })
})

test('nobody ends so what is their own, nor from elsewhere', async () => {
  const { ask, gateway, host, member, owner, session, url } = await world()
  const own = host.addSession(gateway.owner.user_id)
  const end = (id: string, credential: object) => ask('DELETE', `/api/member-sessions/${id}`, credential)
  expect(codeOf(await end(own.id, { headers: { cookie: owner.cookie, origin: url } }))).toBe('SESSION_002')
  expect(codeOf(await end(session.id, { token: member.access_token }))).toBe('AUTH_006')
  expect(codeOf(await ask('GET', '/api/member-sessions', { token: owner.token }))).toBe('AUTH_006')
})

test('what somebody shared as an owner is theirs alone again once they are none, and the log says what', async () => {
  const { folder, host, local, member } = await world()
  host.handlers['template.unshare_all'] = () => ({ names: ['Nightly review'] })
  const unshared = () =>
    host.calls.filter(({ name, actor }) => name === 'template.unshare_all' && actor.user_id === member.user.id).length
  await local('account.allow', { github_id: 1, role: 'owner' })
  host.calls.length = 0
  await local('account.allow', { github_id: 1, role: 'member' })
  await vi.waitFor(() => expect(unshared()).toBe(1))
  await vi.waitFor(() =>
    expect(
      entriesOf(path.join(folder, 'homeport.db')).filter(({ action }) => action === 'template.unshared'),
    ).toMatchObject([{ outcome: 'ok', details: { of: 'octocat', name: 'Nightly review' } }]),
  )
})
