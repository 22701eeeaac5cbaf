import { expect, test } from 'vitest'
import type { ChangedFile, ChangesAnswer, Watching } from '#shared/operations/changes.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const before = `${Array.from({ length: 13 }, (_, line) => `// line ${line + 1}`).join('\n')}
export function createPool(options: PoolOptions) {
  const idle: Client[] = []
  const limit = 10

  async function take() {
    return client ?? waitForever()
  }
}
`
const after = before
  .replace('const limit = 10', 'const limit = options.max ?? 20\n  const wait = options.timeoutMillis ?? 5_000')
  .replace('waitForever()', 'waitFor(wait)')

const file = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  path,
  kind: 'modified',
  additions: 3,
  deletions: 2,
  before_id: 'before',
  after_id: 'after',
  is_kept: true,
  is_link: false,
  mode: null,
  by: { who: 'claude', tool: 'Bash' },
  now: 'as_after',
  ...more,
})

const answer: ChangesAnswer & { watching: Watching } = {
  files: [
    file('src/db/pool.ts'),
    file('test/pool.test.ts', { kind: 'added', additions: 48, deletions: 0, before_id: null }),
    file('big.bin', { kind: 'deleted', additions: null, deletions: null, is_kept: false }),
  ],
  more: 0,
  others: [{ path: 'notes.txt', kind: 'modified', by: { who: 'outside' } }],
  turn_id: 't1',
  is_running: false,
  dropped_turns: 0,
  problem: null,
  watching: { mode: 'live', reason: null },
}

async function opened(device: 'wide' | 'phone' = 'wide', options = {}) {
  const { gateway, person } = await visit('/nowhere', device, options)
  const session = gateway.add(new FakeSession({ name: 'Pool timeouts', workspace_path: '/home/me/api-server' }))
  session.write((log) => {
    log.prompt('Mend it', 'mended')
    log.text('Done.')
    log.turnEnd({
      turn_id: 't1',
      files_changed: ['/home/me/api-server/src/db/pool.ts', '/home/me/api-server/test/pool.test.ts'],
      lines_changed: { additions: 51, deletions: 2 },
    })
  })
  const { overrides } = gateway.answers
  overrides.set('changes.list', () => answer)
  overrides.set('changes.content', ({ blob_id }) => ({
    data: Buffer.from(blob_id === 'before' ? before : after).toString('base64'),
  }))
  const kept = {
    path: 'src/db/pool.ts',
    kind: 'modified',
    additions: 2,
    deletions: 3,
    now_id: 'after',
    then_id: 'before',
  }
  const left = [{ path: 'test/pool.test.ts', why: 'changed_since' }]
  overrides.set('changes.put_back_preview', () => ({ files: [kept], left }))
  overrides.set('changes.put_back', () => ({ files: [kept], left, put_back_id: 'p1' }))
  overrides.set('changes.undo', () => ({ files: [kept], left: [], put_back_id: 'p2' }))
  await person.page.goto(`${gateway.url}/session/${session.id}`)
  await person.sees('Done.')
  const asked = (name: string) => gateway.answers.calls.filter((call) => call.name === name).map(({ params }) => params)
  return { gateway, person, session, asked, pane: person.page.locator('[data-panel]') }
}

test('the footer of a turn leads to exactly its files, each with its diff, marked within the lines', async () => {
  const { person, session, asked, pane } = await opened()
  await person.presses('2 files +51 −2')
  expect(new URL(person.page.url()).pathname).toBe(`/session/${session.id}/changes/t1`)
  await pane.getByText('pool.ts', { exact: true }).waitFor()
  await expect.poll(() => asked('changes.list').at(-1)).toEqual({ session_id: session.id, turn_id: 't1' })
  const marks = pane.locator('[data-changed]')
  await expect.poll(() => marks.allInnerTexts()).toContain('options.max ?? 20')
  await pane.getByText('unchanged lines').waitFor()
  expect(await pane.innerText()).toContain('Changed meanwhile, not by this turn')
  await person.expectAccessible()
  await pane.getByRole('button', { name: 'Side by side' }).click()
  await pane.getByRole('group', { name: /before and after/ }).waitFor()
})

test('what is not kept says so, and the whole session is one choice away', async () => {
  const { person, session, asked, pane } = await opened('phone')
  await person.page.goto(`${person.page.url()}/changes`)
  await pane.getByRole('button', { name: /big.bin/ }).click()
  await person.sees(/its content is not kept/)
  await pane.getByRole('button', { name: 'Session', exact: true }).click()
  await expect.poll(() => asked('changes.list').at(-1)).toEqual({ session_id: session.id, since: 'session' })
  await person.expectAccessible()
})

test('a file that changes is read anew when the workstation says so', async () => {
  const { gateway, person, session, pane } = await opened()
  await person.page.goto(`${person.page.url()}/changes`)
  await pane.getByText('pool.ts', { exact: true }).waitFor()
  gateway.answers.overrides.set('changes.list', () => ({ ...answer, files: [file('src/later.ts')] }))
  const by = { who: 'claude' as const, session_id: session.id, tool: 'Bash' }
  const data = { paths: [{ path: 'src/later.ts', kind: 'added' as const, by }] }
  gateway.send({ type: 'file_changed', session_id: session.id, data, timestamp: new Date().toISOString() })
  await pane.getByText('later.ts', { exact: true }).waitFor()
  expect(await pane.getByText('pool.ts', { exact: true }).count()).toBe(0)
})

test('files are put back after a look, what others changed is named, and it can be undone', async () => {
  const { person, session, asked } = await opened()
  await person.page.goto(`${person.page.url()}/changes/t1`)
  await person.presses('Put this file back…')
  const dialog = person.page.getByRole('dialog')
  await dialog.getByText('changed since, not only by Claude').waitFor()
  await person.expectAccessible()
  await dialog.getByRole('button', { name: 'Put 1 file back' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect
    .poll(() => asked('changes.put_back'))
    .toEqual([{ session_id: session.id, turn_id: 't1', paths: ['src/db/pool.ts'] }])
  await person.presses('Undo')
  await expect.poll(() => asked('changes.undo')).toEqual([{ session_id: session.id, put_back_id: 'p1' }])
})

test('comments on what Claude changed wait through a reload, and go together with their places', async () => {
  const { person, asked, pane } = await opened()
  await person.presses('2 files +51 −2')
  await pane.getByRole('button', { name: 'Line 17', exact: true }).click()
  await pane.getByRole('button', { name: 'Line 18', exact: true }).click({ modifiers: ['Shift'] })
  await pane.getByRole('button', { name: 'Comment', exact: true }).click()
  await pane.getByLabel('Comment on line 17–18').fill('From the settings.')
  await person.expectAccessible()
  await pane.getByRole('button', { name: 'Add to review' }).click()
  await person.page.reload()
  await pane.getByRole('button', { name: 'Send 1 comment to Claude' }).waitFor()
  await pane.getByRole('button', { name: 'Show 12 unchanged lines' }).click()
  await pane.getByRole('button', { name: 'Line 2', exact: true }).click()
  await pane.getByRole('button', { name: 'Comment', exact: true }).click()
  await pane.getByLabel('Comment on line 2').fill('Why?')
  await pane.getByRole('button', { name: 'Add to review' }).click()
  await pane.getByRole('button', { name: 'Send 2 comments to Claude' }).click()
  await expect
    .poll(() => asked('message.send'))
    .toMatchObject([
      {
        content: expect.stringMatching(
          /^src\/db\/pool\.ts, line 17–18:\n[^]*From the settings\.\n\nsrc\/db\/pool\.ts, line 2:/,
        ),
      },
    ])
})

test('an image that Claude changed is shown before and after', async () => {
  const { gateway, person, pane } = await opened()
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const { overrides } = gateway.answers
  overrides.set('changes.list', () => ({ ...answer, files: [file('logo.png', { additions: null, deletions: null })] }))
  overrides.set('changes.content', () => ({ data: pixel }))
  await person.presses('2 files +51 −2')
  await pane.getByText(/^Before: 1 × 1/).waitFor()
  expect(await pane.getByRole('img').all()).toHaveLength(2)
  await person.expectAccessible()
})
