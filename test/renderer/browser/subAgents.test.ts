import { expect, test } from 'vitest'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { SessionLog } from '#test/fakes/sessionEvents.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

function twoDeep(log: SessionLog): void {
  log.prompt('Who calls frames?')
  log.call('outer', ['Agent', { description: 'Find the callers', prompt: 'Find them.' }])
  log.call('first', ['Bash', { command: 'git log' }], 'outer')
  log.result('first', 'a1b2')
  log.call('inner', ['Agent', { description: 'Read the tests', prompt: 'Read them.' }], 'outer')
  log.call('deep', ['Read', { file_path: '/home/me/code/frames.test.ts' }], 'inner')
}

test('a sub-agent tells what it does while it is folded, and opens to its steps and those of its own', async () => {
  const { gateway, person } = await visit('/nowhere')
  const session = gateway.add(new FakeSession({ name: 'frames', workspace_path: '/home/me/code' }))
  session.write(twoDeep)
  await person.page.goto(`${gateway.url}/session/${session.id}`)
  const log = person.page.getByRole('log')
  await person.sees('Find the callers')
  await log.getByText('Reading frames.test.ts').waitFor()
  await log.getByText(/^2 steps · /).waitFor()
  expect(await log.getByText('Read the tests').count()).toBe(0)

  await log.getByRole('button', { name: /Find the callers/ }).click()
  await log.getByRole('button', { name: /Read the tests/ }).click()
  await log.getByRole('button', { name: /frames\.test\.ts/ }).waitFor()

  session
    .write((later) => {
      later.result('deep', '1\timport { frames }')
      later.result('inner', [{ type: 'text', text: 'The tests call it twice.' }], {
        details: { content: [{ type: 'text', text: 'The tests call it **twice**.' }], totalTokens: 12_000 },
      })
      later.result('outer', 'agentId: a79cb (for resuming)', {
        details: { content: [{ type: 'text', text: 'Two callers.' }], totalDurationMs: 70_000 },
      })
    })
    .forEach((event) => gateway.send(event))
  await log.getByText('2 steps · 1 m 10 s').waitFor()
  await log.getByText(/^1 step · 12 k tokens/).waitFor()
  await person.sees('Two callers.')
  expect(await log.textContent()).not.toContain('a79cb')
  await person.expectAccessible()
})

test('a sub-agent of endless words in every script stays on its lines, also on a phone', async () => {
  const { gateway, person } = await visit('/nowhere', 'phone')
  const session = gateway.add(new FakeSession({ name: 'frames', workspace_path: '/home/me/code' }))
  session.write((log) => {
    log.prompt(`${'שלום '.repeat(8_800)} 👩‍👩‍👧‍👦 你好`)
    log.call('outer', ['Agent', { description: `שלום עולם 👩‍👩‍👧‍👦 你好 ${'x'.repeat(200_000)}`, prompt: 'Go.' }])
    log.call('step', ['Bash', { command: `echo ${'y'.repeat(200_000)}` }], 'outer')
  })
  await person.page.goto(`${gateway.url}/session/${session.id}`)
  await person.page
    .getByRole('log')
    .getByText(/^Running echo y/)
    .waitFor()
  const width = await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(width).toBeLessThanOrEqual(0)
})
