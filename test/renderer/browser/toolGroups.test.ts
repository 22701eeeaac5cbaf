import { expect, test } from 'vitest'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { SessionLog } from '#test/fakes/sessionEvents.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

function looks(log: SessionLog): void {
  log.prompt('Where are frames read?')
  for (const name of ['a', 'b']) {
    log.call(name, ['Read', { file_path: `/home/me/code/${name}.ts` }])
    log.result(name, 'export const one = 1')
  }
  log.call('gone', ['Read', { file_path: '/home/me/code/gone.ts' }])
  log.result('gone', 'No such file', { is_error: true })
  log.call('grep', ['Grep', { pattern: 'frames' }])
  log.result('grep', 'a.ts:1')
  log.text('In two places.')
}

test('calls that only look share one line, what failed stands beside it, and each can be opened', async () => {
  const { gateway, person } = await visit('/nowhere')
  const session = gateway.add(new FakeSession({ name: 'frames', workspace_path: '/home/me/code' }))
  session.write(looks)
  await person.page.goto(`${gateway.url}/session/${session.id}`)
  await person.sees('Read 2 files, searched once')
  await person.sees('Tried to read')
  expect(await person.page.getByText('a.ts', { exact: true }).count()).toBe(0)
  await person.page.getByRole('button', { name: /Read 2 files, searched once/ }).click()
  await person.page.getByRole('button', { name: /Read a\.ts/ }).click()
  await person.page.locator('.code-keyword', { hasText: 'export' }).first().waitFor()
  await person.expectAccessible()
})
