import { expect, test } from 'vitest'
import { SecurityNotice } from '#shared/protocol/frames.ts'
import { startGithubWorld } from '#test/support/gateway/githubWorld.ts'
import { openSignedIn, openSocket } from '#test/support/gateway/socket.ts'

/** A refresh token is used twice; open pages of its person, of the owner, and of somebody else look on. */
async function theft() {
  const world = await startGithubWorld()
  const { ask, local, signIn, signInAs, url, wsUrl } = world
  await local('account.allow', { github_id: 1 })
  await local('account.allow', { github_id: 2 })
  const [victim, victimsPhone, other, owner] = [await signInAs(1), await signInAs(1), await signInAs(2), await signIn()]
  const look = async (cookie: string) => {
    const page = await openSocket(wsUrl, { cookie, origin: url })
    await page.ask('subscribe_all')
    return page
  }
  const pages = {
    owner: await look(owner.cookie),
    phone: await look(victimsPhone.cookie),
    other: await look(other.cookie),
  }
  const program = await openSignedIn(wsUrl, owner.token)
  const refresh = () => ask('POST', '/auth/refresh', { body: { refresh_token: victim.refresh_token } })
  return { ...world, owner, pages, program, refresh }
}

test('a stolen refresh token is told at once to the open pages of its person and of the owner, and listed', async () => {
  const { ask, owner, pages, program, refresh } = await theft()
  await refresh()
  expect((await refresh()).status).toBe(401)
  const told = await pages.owner.next(({ type }) => type === 'security_notice')
  const { at, message } = SecurityNotice.parse(told.data)
  expect(message).toContain('was used a second time, from 127.0.0.1')
  expect((await pages.phone.next(({ type }) => type === 'security_notice')).data).toEqual({ at, message })
  expect((await ask('GET', '/api/devices', { token: owner.token })).body).toMatchObject({
    notices: expect.arrayContaining([{ at, message }]),
  })
  for (const socket of [pages.other, program]) {
    expect((await socket.ask('ping')).type).toBe('pong')
    expect(socket.frames.filter(({ type }) => type === 'security_notice')).toEqual([])
  }
})
