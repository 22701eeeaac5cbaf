import { beforeAll, afterAll, expect, onTestFinished, test } from 'vitest'
import { DEMO_TOKEN, REFUSED_TOKEN } from '#server/demo/api/apiKeys.ts'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'
import type { Person } from '#test/support/browser/person.ts'
import { type ServerOptions, type TestServer, startServer } from '#test/support/server/server.ts'

let chromium: Chromium

beforeAll(async () => {
  chromium = await openChromium()
})

afterAll(() => chromium.close())

async function setup(options: ServerOptions): Promise<{ server: TestServer; person: Person }> {
  const server = await startServer({ token: null, ...options })
  // The last to go: a page whose server is away complains.
  onTestFinished(() => server.close())
  const person = await chromium.person('wide', { tolerates: /status of 400/ })
  onTestFinished(() => person.leave())
  await person.signIn(await server.signInLink())
  return { server, person }
}

test('no Claude Code: the page says so and what to do', async () => {
  const { person } = await setup({ env: { HOMEPORT_CLAUDE_PATH: '/nowhere/claude' } })

  await person.sees(/\/nowhere\/claude/)
  await person.sees(/Correct the setting/)
  expect(new URL(person.address()).pathname).toBe('/welcome')
  await person.expectAccessible()
})

test('not signed in: a bad token is refused in words, a good one opens the way to a session', async () => {
  const { server: at, person } = await setup({ vault: 'file' })
  const folder = at.folder('first')

  await person.pastesToken(REFUSED_TOKEN)
  await person.page.getByRole('alert').waitFor()
  await person.expectAccessible()
  await person.pastesToken(DEMO_TOKEN)
  await person.sees(/It works/)
  await person.presses('Save token')
  await person.sees('The token is kept. Your sessions use it from their next turn on.')

  const status = await at.program.call<{ login: string }>('GET', '/api/claude/status')
  expect(status.login).toBe('token')
  expect(await person.keeps()).not.toContain(DEMO_TOKEN)
  const session = await at.program.createSession(folder)
  await person.open(`/session/${session.id}`)
  await person.says('hello')
  await person.sees('You said: hello')
})

test('no keychain on this machine: the page says how to choose where secrets rest', async () => {
  const { server: at, person } = await setup({ vault: 'keychain' })

  await person.sees(/keychain/)
  await person.sees('homeport start --vault file')
  await person.sees(/Secrets are kept nowhere else unless you choose it/)
  await expect(at.program.call('PUT', '/api/claude/token', { token: DEMO_TOKEN })).rejects.toThrow(
    /HOMEPORT_VAULT=file/,
  )
})
