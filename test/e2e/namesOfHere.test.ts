import { networkInterfaces } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'))

let server: TestServer
let chromium: Chromium

beforeAll(async () => {
  server = await startServer()
  chromium = await openChromium()
})

afterAll(async () => {
  await server.close()
  await chromium.close()
})

test.runIf(hasIpv6)('a sign-in link works at [::1] as it does at 127.0.0.1: page, socket and answers', async () => {
  const person = await chromium.person('wide')
  onTestFinished(() => person.leave())
  await person.signIn((await server.signInLink()).replace('127.0.0.1', '[::1]'))
  await person.sees('Connected')
  expect(new URL(person.address()).hostname).toBe('[::1]')
  const session = await server.program.createSession(server.folder('six'))
  await person.open(`/session/${session.id}`)
  await person.says('@text over six')
  await person.sees('over six')
})

test('“~/x” is the person’s own folder, and a session starts there', async () => {
  const folder = server.folder('tilde')
  const session = await server.program.createSession(`~/${path.relative(server.home, folder)}`)
  expect(session.workspace_path).toBe(folder)
})
