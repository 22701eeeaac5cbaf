import path from 'node:path'
import { expect, test } from 'vitest'
import { SecurityNotice } from '#shared/protocol/frames.ts'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { startGithubWorld } from '#test/support/gateway/githubWorld.ts'
import { openSocket } from '#test/support/gateway/socket.ts'

/** Pages of the owner, of a member and of somebody else look on. */
async function world() {
  const made = await startGithubWorld()
  const { local, signIn, signInAs, url, wsUrl } = made
  await local('account.allow', { github_id: 1 })
  await local('account.allow', { github_id: 2 })
  const look = async (cookie: string) => {
    const page = await openSocket(wsUrl, { cookie, origin: url })
    await page.ask('subscribe_all')
    return page
  }
  const [member, other, owner] = [await signInAs(1), await signInAs(2), await signIn()]
  const pages = { member: await look(member.cookie), other: await look(other.cookie), owner: await look(owner.cookie) }
  const told = async (page: (typeof pages)['owner']) =>
    SecurityNotice.parse((await page.next(({ type }) => type === 'security_notice')).data).message
  return { ...made, pages, told }
}

test.each([
  ['by a click at GitHub', 'signed in with GitHub, from 127.0.0.1', (made: Made) => made.signInAs(1)],
  [
    'by a code',
    'signed in with GitHub, from 127.0.0.1',
    async ({ ask, github }: Made) => {
      const { device_code, user_code } = (await ask('POST', '/auth/github/device')).body as Record<string, string>
      github.devices.settle(user_code ?? '', { account: 1 })
      await ask('POST', '/auth/github/device/poll', { body: { device_code } })
    },
  ],
])('a member who signs in %s: they, the owner and the log know, nobody else', async (_how, words, enter) => {
  const made = await world()
  await enter(made)
  expect(await made.told(made.pages.member)).toContain(words)
  expect(await made.told(made.pages.owner)).toContain(words)
  await made.pages.other.ask('ping')
  expect(made.pages.other.frames.filter(({ type }) => type === 'security_notice')).toEqual([])
  const entries = entriesOf(path.join(made.folder, 'homeport.db'))
  expect(entries.findLast(({ action }) => action === 'auth.sign_in')).toMatchObject({ username: 'octocat' })
})

test('a one-time link that was used, and a token that was made, are told to the owner alone', async () => {
  const { pages, personalToken, signIn } = await world()
  await signIn()
  await personalToken(['drive'])
  const messages = await pages.owner.until(() => {
    const found = pages.owner.frames.filter(({ type }) => type === 'security_notice')
    return found.length === 2 && found.map(({ data }) => SecurityNotice.parse(data).message)
  })
  expect(messages).toEqual([
    expect.stringContaining('signed in with a link of this machine, from 127.0.0.1'),
    expect.stringContaining('The access token "test" was made (drive)'),
  ])
  for (const page of [pages.member, pages.other]) {
    await page.ask('ping')
    expect(page.frames.filter(({ type }) => type === 'security_notice')).toEqual([])
  }
})

type Made = Awaited<ReturnType<typeof world>>
