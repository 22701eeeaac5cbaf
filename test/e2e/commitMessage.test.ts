import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

vi.setConfig({ testTimeout: 120_000 })

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

test('the real Claude Code writes the message of a commit, a reload keeps it, and the commit has it', async () => {
  const folder = server.folder('harbour')
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=O', '-c', 'user.email=o@x', ...args]).toString()
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'O')
  git('config', 'user.email', 'o@x')
  writeFileSync(path.join(folder, 'a.txt'), 'one\n')
  git('add', '-A')
  git('commit', '-qm', 'first')
  writeFileSync(path.join(folder, 'a.txt'), 'two\n')
  const person = await chromium.person('wide')
  onTestFinished(() => person.leave())
  await person.signIn(await server.signInLink())
  const { id } = await server.program.createSession(folder)
  await person.open(`/session/${id}/changes`)
  const pane = person.page.getByRole('tabpanel')
  await pane.getByRole('button', { name: 'Uncommitted', exact: true }).click()
  await pane.getByText('a.txt', { exact: true }).first().waitFor()
  await pane.getByRole('button', { name: 'Ask Claude for a message' }).click()
  const message = pane.getByLabel('Commit message')
  // The stand-in of the API says what it was asked: the prompt went through the real program, and its answer came back.
  await expect
    .poll(() => message.inputValue(), { timeout: 60_000 })
    .toMatch(/^You said: Write the message of the next commit\./)
  const written = await message.inputValue()
  const kept = () => server.program.call<{ content: string }>('GET', `/api/draft?session_id=${id}&place=commit`)
  await expect.poll(async () => (await kept()).content, { timeout: 60_000 }).toBe(written)
  await person.page.reload()
  await pane.getByRole('button', { name: 'Uncommitted', exact: true }).click()
  await expect.poll(() => message.inputValue(), { timeout: 60_000 }).toBe(written)
  await pane.getByRole('button', { name: 'Commit all', exact: true }).click()
  await expect.poll(() => git('log', '-1', '--format=%B').trim(), { timeout: 60_000 }).toBe(written.trim())
  await expect.poll(() => message.inputValue(), { timeout: 60_000 }).toBe('')
  await expect.poll(async () => (await kept()).content, { timeout: 60_000 }).toBe('')
})
