import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { FakeGithub } from '#test/fakes/github/github.ts'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'
import { startServer } from '#test/support/server/server.ts'

let chromium: Chromium

beforeAll(async () => {
  chromium = await openChromium()
})

afterAll(() => chromium.close())

/** A server on which nothing is set up, beside a stand-in of GitHub, and its owner at the page. */
async function setup() {
  const github = new FakeGithub()
  await github.start()
  onTestFinished(() => github.close())
  github.addAccount(583231, 'octocat')
  const { HOMEPORT_GITHUB_BASE_URL = '', HOMEPORT_GITHUB_API_URL = '' } = github.environment
  const env = { HOMEPORT_GITHUB_BASE_URL, HOMEPORT_GITHUB_API_URL }
  const server = await startServer({ vault: 'file', env })
  onTestFinished(() => server.close())
  const person = await chromium.person('wide')
  onTestFinished(() => person.leave())
  await person.signIn(await server.signInLink())
  await person.open('/remote')
  return { server, person }
}

/** A whole set-up by hand, with a look by axe, on a machine that may be busy. */
const SLOW = { timeout: 90_000 }

test('the owner opens the workstation in one page, tests it, and closes it with the panic switch', SLOW, async () => {
  const { server, person } = await setup()
  await person.page.getByLabel('Client ID').fill('Ov23liAbc')
  await person.presses('Save the app')
  await person.page.getByLabel('Allow an account').fill('OctoCat')
  await person.presses('Look it up')
  await person.sees(/number 583231/)
  await person.presses('Allow octocat')
  await person.sees('1 account: octocat')
  expect((await server.homeport('allow')).stdout).toContain('583231  octocat  owner of this machine')

  await person.presses('Next step')
  await person.page.getByLabel('Address to listen on').fill('127.0.0.1')
  await person.page.getByPlaceholder('4443').fill('0')
  await person.presses('Switch remote access on')
  await person.sees('Remote access is on')
  expect((await server.homeport('remote', 'status')).stdout).toContain('Remote access is on.')
  await person.presses('Test now')
  await person.sees(/127\.0\.0\.1 is this machine alone: no other device gets there/)
  await person.expectAccessible()

  await person.presses('Lock down…')
  await person.page.getByRole('dialog').getByRole('button', { name: 'Lock down' }).click()
  await person.sees(/^It is off: nobody but this machine/)
  expect((await server.homeport('remote', 'status')).stdout).toContain('is off')
  expect(existsSync(`${server.dataDir}/paused`)).toBe(false)
})
