import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { startGithubWorld } from '#test/support/gateway/githubWorld.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'

const nothing = { theme: null, single_keys: null, model: null, permission_mode: null, effort: null }

async function world() {
  const gateway = await startTestGateway({})
  const { token } = await gateway.personalToken(['drive'])
  return {
    ...gateway,
    get: (as = token) => gateway.ask('GET', '/api/preferences', { token: as }),
    set: (changes: object, as = token) => gateway.ask('PATCH', '/api/preferences', { token: as, body: changes }),
  }
}

test('what a person chose is told to all their devices, and each choice can be taken back', async () => {
  const { get, set, personalToken } = await world()
  expect((await get()).body).toEqual(nothing)
  expect((await set({ theme: 'dark', single_keys: false })).body).toEqual({
    ...nothing,
    theme: 'dark',
    single_keys: false,
  })
  await set({ model: 'opus', permission_mode: 'plan', effort: 'high' })
  const other = (await personalToken(['read'])).token
  expect((await get(other)).body).toEqual({
    theme: 'dark',
    single_keys: false,
    model: 'opus',
    permission_mode: 'plan',
    effort: 'high',
  })
  expect((await set({ theme: null })).body).toMatchObject({ theme: null, model: 'opus' })
})

test('what one person chooses is not what another gets', async () => {
  const { ask, local, signIn, signInAs } = await startGithubWorld()
  await local('account.allow', { github_id: 1, role: 'member' })
  const [owner, member] = [(await signIn()).token, (await signInAs(1)).access_token]
  await ask('PATCH', '/api/preferences', { token: owner, body: { theme: 'dark' } })
  expect((await ask('GET', '/api/preferences', { token: member })).body).toEqual(nothing)
})

test('who may only look chooses a theme, but nothing that a session begins with', async () => {
  const { set, personalToken } = await world()
  const looks = (await personalToken(['read'])).token
  expect((await set({ theme: 'light' }, looks)).status).toBe(200)
  for (const changes of [
    { permission_mode: 'acceptEdits' },
    { model: 'opus' },
    { theme: 'dark', model: null },
    { effort: 'max' },
  ]) {
    expect(await set(changes, looks)).toMatchObject({ status: 403, body: { error: { code: 'AUTH_006' } } })
  }
  expect((await set({ single_keys: true })).body).toMatchObject({ theme: 'light', permission_mode: null, model: null })
})

test.each([
  [{}],
  [{ permission_mode: 'bypassPermissions' }],
  [{ theme: 'pink' }],
  [{ model: 'x'.repeat(101) }],
  [{ model: 'two words' }],
  [{ model: '' }],
  [{ effort: 'enormous' }],
  [{ single_keys: 'yes' }],
  [{ sound: true }],
  [{ __proto__: null, constructor: 'x' }],
])('%j is refused, and nothing is written', async (changes) => {
  const { set, get } = await world()
  expect((await set(changes)).status).toBe(400)
  expect((await get()).body).toEqual(nothing)
})

test('a change gets into the audit log', async () => {
  const { set, folder } = await world()
  await set({ permission_mode: 'acceptEdits' })
  expect(entriesOf(path.join(folder, 'homeport.db')).at(-1)).toMatchObject({
    action: 'preferences.set',
    outcome: 'ok',
    details: { permission_mode: 'acceptEdits' },
  })
})

test('what a later Homeport wrote counts as not chosen, and takes nothing else away', async () => {
  const { set, get, folder } = await world()
  await set({ theme: 'dark', permission_mode: 'plan' })
  const database = new Database(path.join(folder, 'homeport.db'))
  database.exec(`UPDATE preferences SET chosen = '{"theme":"sepia","permission_mode":"plan","more":1}'`)
  database.close()
  expect((await get()).body).toEqual({ ...nothing, permission_mode: 'plan' })
  expect((await set({ single_keys: false })).status).toBe(200)
})
