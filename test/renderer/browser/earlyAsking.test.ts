import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()

test('what the address shows is asked for with the sign-in, once, and again by a later socket', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  const asked = () =>
    gateway.received
      .filter(({ type }) => /^(?:auth|subscribe|subscribe_all)$/.test(String(type)))
      .map(({ type, id, session_id }) => [type, id, session_id])
  await expect.poll(asked).toEqual([
    ['auth', undefined, undefined],
    ['subscribe', 'early', sessions.working.id],
    ['subscribe_all', expect.stringMatching(/^c\d+$/), undefined],
  ])
  gateway.received.length = 0
  gateway.cut(1012)
  await expect
    .poll(() =>
      asked()
        .map(([type]) => String(type))
        .toSorted(),
    )
    .toEqual(['auth', 'subscribe', 'subscribe_all'])
  sessions.working.write((log) => log.text('Said to both')).forEach((event) => gateway.send(event))
  await person.sees('Said to both')
})

test('elsewhere all sessions are asked for with the sign-in, once', async () => {
  const { gateway, person } = await visit('/')
  await person.sees('dotfiles')
  expect(gateway.received.filter(({ type }) => type === 'subscribe_all').map(({ id }) => id)).toEqual(['early'])
})

test('a refusal of what was asked early is told to who asked', async () => {
  const { person } = await visit('/session/00000000-0000-4000-8000-000000000000')
  await person.sees(/There is no such session\./)
  expect(await person.page.getByText(/There is no such session\./).count()).toBe(1)
})

test('the challenge that comes over the socket is enough', async () => {
  const { gateway, sessions, person } = await visit('/nowhere')
  await person.page.route('**/auth/challenge', () => new Promise(() => {}))
  await person.page.goto(`${gateway.url}/session/${sessions.working.id}`)
  await person.sees('Go on')
  expect(await person.composer().isEditable()).toBe(true)
})
