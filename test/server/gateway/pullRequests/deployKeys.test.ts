import { join } from 'node:path'
import openDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { ErrorBody, receivedError } from '#shared/errors.ts'
import { UserId } from '#shared/ids.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import { placeOf } from '#server/gateway/pullRequests/deployKeys/placeOf.ts'
import { startGithubWorld } from '#test/support/gateway/githubWorld.ts'

const CLONE: Checkout = {
  kind: 'clone',
  from: '',
  branch: null,
  base: null,
  state: 'ready',
  is_kept: false,
  plan: { commit: null, depth: null, submodules: false, setup: null },
}
const PUBLIC = 'ssh-ed25519 AAAAC3Nza homeport-11111111'
const KEPT = 'ssh-ed25519 AAAAC3Nza'

/** A session of the owner with a clone of `me/api` at the stand-in, which they have let Homeport act at. */
async function world({ scheme = 'ssh' }: { readonly scheme?: 'ssh' | 'https' } = {}) {
  const made = await startGithubWorld({ secret: false, interval: 0 })
  const { github, host, ask } = made
  const name = new URL(github.url).hostname
  const { id } = host.addSession(made.gateway.owner.user_id)
  const from = scheme === 'ssh' ? `git@${name}:me/api.git` : `https://${name}/me/api`
  host.patch(id, { checkout: { ...CLONE, from } })
  host.handlers['git_credential.make_key'] = () => ({ public_key: PUBLIC })
  const { token } = await made.personalToken(['read', 'drive'])
  const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> => {
    const answer = await ask(method, path, { token, ...(body === undefined ? {} : { body }) })
    if (answer.status >= 400) {
      throw receivedError(ErrorBody.parse(answer.body).error)
    }
    return answer.body
  }
  const connect = async () => {
    const { grant_id, user_code } = (await call('POST', '/api/github/grant', {})) as Record<string, string>
    github.devices.settle(user_code ?? '', { account: 1 })
    await call('POST', '/api/github/grant/poll', { grant_id })
  }
  const listed = async () => {
    const { deploy_keys } = (await call('GET', '/api/github/deploy_keys')) as { readonly deploy_keys: unknown[] }
    return deploy_keys
  }
  return {
    ...made,
    id,
    call,
    connect,
    listed,
    at: `/api/session/${id}/git/deploy_key`,
    keys: () => github.repositories.keys,
  }
}

test('a session’s key is added with consent alone, may read, and is asked for at that repository', async () => {
  const here = await world()
  await expect(here.call('POST', here.at, {})).rejects.toMatchObject({ details: { reason: 'not_granted' } })
  expect(here.github.seen).toEqual([])
  await here.connect()
  const added = await here.call('POST', here.at, {})
  expect(added).toEqual({
    session_id: here.id,
    repository: 'me/api',
    url: `${here.github.url}/me/api/settings/keys`,
    may_push: false,
    added_at: expect.any(String),
    state: 'there',
    problem: null,
  })
  expect(here.keys()).toEqual([{ id: 1, title: `Homeport ${here.id.slice(0, 8)}`, key: KEPT, read_only: true }])
  expect(await here.listed()).toEqual([added])
  // In the place of the one that it had.
  await here.call('POST', here.at, { may_push: true })
  expect(here.keys()).toMatchObject([{ id: 2, read_only: false }])
  await here.call('DELETE', here.at)
  expect(here.keys()).toEqual([])
  expect(await here.listed()).toEqual([])
  await expect(here.call('DELETE', here.at)).rejects.toMatchObject({ code: 'SESSION_002' })
})

test('it goes with the session; what GitHub keeps is said, and goes once GitHub lets it', async () => {
  const here = await world()
  await here.connect()
  await here.call('POST', here.at, {})
  const { repositories } = here.github
  repositories.trouble = { at: '/keys', status: 403 }
  await expect(here.call('DELETE', here.at)).rejects.toThrow('It is tried again by itself.')
  expect(await here.listed()).toMatchObject([
    { state: 'removing', problem: expect.stringContaining('Of this, nothing.') },
  ])
  repositories.trouble = null
  // As after an interruption: whatever is left is looked at when the host is there.
  here.host.goAway()
  here.host.comeBack()
  await expect.poll(here.keys).toEqual([])
  await expect.poll(here.listed).toEqual([])
  await here.call('POST', here.at, {})
  here.host.patch(here.id, { status: 'TERMINATED' })
  here.host.comeBack()
  await expect.poll(here.keys).toEqual([])
  await expect.poll(here.listed).toEqual([])
})

test('a key of which nobody knows whether GitHub took it is looked for and removed; a refused one was never there', async () => {
  const here = await world()
  await here.connect()
  const { repositories } = here.github
  const body = { message: 'Validation Failed', errors: [{ message: 'key is already in use' }] }
  repositories.refusal = { status: 422, body }
  await expect(here.call('POST', here.at, {})).rejects.toThrow('key is already in use')
  expect(await here.listed()).toEqual([])
  repositories.refusal = { status: 500, body: {} }
  await expect(here.call('POST', here.at, {})).rejects.toMatchObject({ code: 'AUTH_007' })
  repositories.keys = [{ id: 7, title: 'x', key: KEPT, read_only: true }]
  expect(await here.listed()).toMatchObject([{ state: 'removing' }])
  here.host.comeBack()
  await expect.poll(here.keys).toEqual([])
  await expect.poll(here.listed).toEqual([])
})

test('whoever administers the repository no more is not told that the key is gone', async () => {
  const here = await world()
  await here.connect()
  await here.call('POST', here.at, {})
  // So GitHub answers whoever may see a repository and not its keys.
  here.github.repositories.trouble = { at: '/keys', status: 404 }
  await expect(here.call('DELETE', here.at)).rejects.toThrow('still at GitHub')
  expect(await here.listed()).toMatchObject([{ state: 'removing' }])
  here.github.repositories.trouble = null
  here.github.repositories.keys = []
  await here.call('DELETE', here.at)
  expect(await here.listed()).toEqual([])
})

test('of two that are asked for at once one is made, and none stays that no row leads to', async () => {
  const here = await world()
  await here.connect()
  let made = 0
  here.host.handlers['git_credential.make_key'] = () => ({ public_key: `ssh-ed25519 AAAA${(made += 1)} homeport` })
  const both = await Promise.allSettled([here.call('POST', here.at, {}), here.call('POST', here.at, {})])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect([here.keys().length, (await here.listed()).length]).toEqual([1, 1])
  await here.call('DELETE', here.at)
  expect(here.keys()).toEqual([])
})

test('whoever took the consent back is told what stays, and takes it off the list', async () => {
  const here = await world()
  await here.connect()
  await here.call('POST', here.at, {})
  await here.call('DELETE', '/api/github/grant')
  await expect(here.call('DELETE', here.at)).rejects.toThrow('remove the key there by hand')
  expect(await here.listed()).toMatchObject([{ state: 'removing' }])
  await here.call('DELETE', `${here.at}?forget=true`)
  expect(await here.listed()).toEqual([])
})

/** `octocat` has a session with a deploy key here, made with their own consent. */
async function somebodyElse() {
  const vault = new MemoryVault()
  const made = await startGithubWorld({ interval: 0, vault })
  const { github, host, ask, local } = made
  await local('account.allow', { github_id: 1 })
  const { access_token: token, user } = await made.signInAs(1)
  const { id } = host.addSession(UserId.parse(user.id))
  host.patch(id, { checkout: { ...CLONE, from: `git@${new URL(github.url).hostname}:me/api.git` } })
  host.handlers['git_credential.make_key'] = () => ({ public_key: PUBLIC })
  const { body } = await ask('POST', '/api/github/grant', { token, body: {} })
  const { grant_id, user_code } = body as Record<string, string>
  github.devices.settle(user_code ?? '', { account: 1 })
  await ask('POST', '/api/github/grant/poll', { token, body: { grant_id } })
  const added = await ask('POST', `/api/session/${id}/git/deploy_key`, { token, body: {} })
  expect(added.status).toBe(201)
  const listed = async () => (await local('deploy_key.list')) as { readonly deploy_keys: readonly object[] }
  return { ...made, vault, id, user, listed, keys: () => github.repositories.keys }
}

test('the keys of whoever is taken off the list are removed at GitHub; the owner does not see them before', async () => {
  const here = await somebodyElse()
  expect(await here.listed()).toEqual({ deploy_keys: [] })
  await here.local('account.disallow', { github_id: 1 })
  await expect.poll(here.keys).toEqual([])
  await expect.poll(here.listed).toEqual({ deploy_keys: [] })
  // Nothing is done there for them any more.
  await expect.poll(() => here.vault.get(`github_grant.${here.user.id}`)).toBeNull()
})

test('what GitHub keeps of somebody who is gone is said to the owner, who removes it, also when their row is gone', async () => {
  const here = await somebodyElse()
  here.github.repositories.trouble = { at: '/keys', status: 403 }
  await here.local('account.disallow', { github_id: 1 })
  const problem = expect.stringContaining('Of this, nothing.')
  await expect
    .poll(here.listed)
    .toMatchObject({ deploy_keys: [{ session_id: here.id, state: 'removing', of: 'octocat', problem }] })
  const database = openDatabase(join(here.folder, 'homeport.db'))
  database.pragma('foreign_keys = ON')
  database.prepare('DELETE FROM users WHERE id = ?').run(here.user.id)
  database.close()
  expect(await here.listed()).toMatchObject({ deploy_keys: [{ of: 'somebody who was deleted' }] })
  await expect(here.local('deploy_key.remove', { session_id: here.id })).rejects.toThrow('still at GitHub')
  here.github.repositories.trouble = null
  await here.local('deploy_key.remove', { session_id: here.id })
  expect(here.keys()).toEqual([])
  expect(await here.listed()).toEqual({ deploy_keys: [] })
})

test('a clone over https has no use for one, and a session of somebody else gets none', async () => {
  const here = await world({ scheme: 'https' })
  await here.connect()
  await expect(here.call('POST', here.at, {})).rejects.toMatchObject({ details: { reason: 'not_ssh' } })
  const other = here.host.addSession(here.gateway.owner.user_id)
  await expect(here.call('POST', here.at.replace(here.id, other.id), {})).rejects.toMatchObject({
    details: { reason: 'not_github' },
  })
  expect(here.keys()).toEqual([])
})

test.each([
  ['git@github.com:me/api.git', { owner: 'me', repository: 'api', host: 'github.com' }],
  ['ssh://git@github.com/me/api', { owner: 'me', repository: 'api', host: 'github.com' }],
  ['ssh://git@github.com:2222/me/api.git/', { owner: 'me', repository: 'api', host: 'github.com:2222' }],
  ['https://github.com/me/api.git', { other: 'not_ssh' }],
  ['git@evil.example:me/api.git', { other: 'not_github' }],
  ['git@github.com.evil.example:me/api', { other: 'not_github' }],
  ['git@evil.example:github.com:me/api', { other: 'not_github' }],
  ['git@github.com:me/../you/api.git', { other: 'not_github' }],
  ['git@github.com:../user.git', { other: 'not_github' }],
  ['git@github.com:me/...git', { other: 'not_github' }],
  ['git@github.com:./user', { other: 'not_github' }],
  ['git@github.com:me/api/../../user/keys', { other: 'not_github' }],
  ['/srv/github.com:me/api', { other: 'not_github' }],
  ['', { other: 'not_github' }],
])('%s names a repository at GitHub, or none', (address, place) => {
  expect(placeOf(address, 'https://github.com')).toEqual(place)
})
