import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

let server: TestServer
let chromium: Chromium

beforeAll(async () => {
  ;[server, chromium] = await Promise.all([startServer(), openChromium()])
})

afterAll(async () => {
  await server.close()
  await chromium.close()
})

test('a sign-in link works once', async () => {
  const link = await server.signInLink()
  const first = await chromium.person('wide')
  onTestFinished(() => first.leave())
  await first.signIn(link)
  await first.page.getByRole('link', { name: 'New session' }).waitFor()
  expect(first.address()).not.toContain('secret')

  const second = await chromium.person('wide', { tolerates: /status of 401/ })
  onTestFinished(() => second.leave())
  await second.page.goto(link)
  await second.sees(/not signed in/)
  await second.sees(/used already/)
  await second.expectAccessible()
})

test('signing out ends it for this browser, and for its open pages', async () => {
  const person = await chromium.person('wide', { tolerates: /status of 401/ })
  onTestFinished(() => person.leave())
  await person.signIn(await server.signInLink())
  await person.signsOut()
  await person.sees(/not signed in/)
  await person.reload()
  await person.sees(/not signed in/)
  expect(await person.cookies()).toEqual([])
})
