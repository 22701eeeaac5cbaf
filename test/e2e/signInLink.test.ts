import { expect, onTestFinished, test } from 'vitest'
import { sharedWorld } from './world.ts'

const world = sharedWorld()

test('a sign-in link works once', async () => {
  const link = await world.server.signInLink()
  const first = await world.chromium.person('wide')
  onTestFinished(() => first.leave())
  await first.signIn(link)
  await first.page.getByRole('link', { name: 'New session' }).waitFor()
  expect(first.address()).not.toContain('secret')

  const second = await world.chromium.person('wide', { tolerates: /status of 401/ })
  onTestFinished(() => second.leave())
  await second.page.goto(link)
  await second.sees(/not signed in/)
  await second.sees(/used already/)
  await second.expectAccessible()
})

test('signing out ends it for this browser, and for its open pages', async () => {
  const person = await world.enters('wide', { tolerates: /status of 401/ })
  await person.signsOut()
  await person.sees(/not signed in/)
  await person.reload()
  await person.sees(/not signed in/)
  expect(await person.cookies()).toEqual([])
})
