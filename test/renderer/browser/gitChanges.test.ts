import { expect, test } from 'vitest'
import type { GitDiff, GitFile, GitStatus } from '#shared/operations/git.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const file = (path: string, more: Partial<GitFile> = {}): GitFile => ({
  path,
  from: null,
  staged: null,
  unstaged: 'modified',
  is_conflict: false,
  is_submodule: false,
  staged_lines: null,
  unstaged_lines: { additions: 3, deletions: 2 },
  ...more,
})

const status: GitStatus = {
  repository: {
    branch: 'pool-timeout',
    head: 'a'.repeat(40),
    upstream: 'origin/pool-timeout',
    ahead: 1,
    behind: 0,
    under_way: null,
    git_version: '2.39.5',
  },
  problem: null,
  files: [
    file('src/db/pool.ts'),
    file('test/pool.test.ts', { staged: 'added', unstaged: null, staged_lines: { additions: 48, deletions: 0 } }),
    file('src/app.ts', { staged: 'modified', staged_lines: { additions: 6, deletions: 1 } }),
  ],
  more: 0,
  outside: 0,
}

const line = (kind: 'same' | 'added' | 'removed', text: string, numbers: readonly [number | null, number | null]) => ({
  kind,
  text,
  old: numbers[0],
  new: numbers[1],
})

const diff: GitDiff = {
  diff_id: 'd1',
  kind: 'text',
  mode: null,
  lines: [
    { kind: 'gap', text: 'export function createPool', old: null, new: null },
    line('same', 'export function createPool(options: PoolOptions) {', [14, 14]),
    line('same', '  const idle: Client[] = []', [15, 15]),
    line('removed', '  const limit = 10', [16, null]),
    line('added', '  const limit = options.max ?? 20', [null, 16]),
    line('added', '  const wait = options.timeoutMillis ?? 5_000', [null, 17]),
    line('same', '', [17, 18]),
    { kind: 'gap', text: 'async function release', old: null, new: null },
    line('same', '    if (waiting.length > 0) {', [52, 54]),
    line('added', '      clearTimeout(waiting[0].timer)', [null, 55]),
    line('same', '      waiting.shift()?.resolve(client)', [53, 56]),
  ],
}

async function opened(device: 'wide' | 'phone' = 'wide') {
  const { gateway, person } = await visit('/nowhere', device)
  const session = gateway.add(new FakeSession({ name: 'Pool timeouts', workspace_path: '/home/me/api-server' }))
  session.write((log) => {
    log.prompt('Mend it', 'mended')
    log.text('Done.')
  })
  const { overrides } = gateway.answers
  overrides.set('changes.list', () => ({
    files: [],
    more: 0,
    others: [],
    turn_id: null,
    is_running: false,
    dropped_turns: 0,
    problem: null,
    watching: { mode: 'live', reason: null },
  }))
  overrides.set('git.status', () => status)
  overrides.set('git.diff', () => diff)
  overrides.set('git.stage', () => ({ success: true }))
  overrides.set('git.discard', () => ({ discard_id: 'd1', paths: ['src/db/pool.ts'], at: new Date().toISOString() }))
  overrides.set('git.undo_discard', () => ({ restored: ['src/db/pool.ts'], left: [] }))
  overrides.set('git.draft_message', () => ({ message: 'Add a limit to the pool' }))
  overrides.set('git.commit', () => ({ commit: 'b'.repeat(40), branch: 'pool-timeout', subject: 'x', files: 2 }))
  await person.page.goto(`${gateway.url}/session/${session.id}/changes`)
  const pane = person.page.getByRole('tabpanel')
  await pane.getByRole('button', { name: 'Uncommitted', exact: true }).click()
  await pane.getByText('pool.ts', { exact: true }).waitFor()
  const asked = (name: string) => gateway.answers.calls.filter((call) => call.name === name).map(({ params }) => params)
  return { gateway, person, session, asked, pane }
}

test('lines are staged and thrown away by their numbers, and come back', async () => {
  const { person, session, asked, pane } = await opened()
  await pane.getByRole('button', { name: 'Line 16, removed' }).click()
  await pane.getByRole('button', { name: 'Line 17', exact: true }).click({ modifiers: ['Shift'] })
  await pane.getByRole('button', { name: 'Stage lines' }).click()
  const chosen = {
    session_id: session.id,
    paths: ['src/db/pool.ts'],
    diff_id: 'd1',
    lines: { removed: [16], added: [16, 17] },
  }
  await expect.poll(() => asked('git.stage')).toEqual([chosen])
  await pane.getByRole('button', { name: 'Line 55', exact: true }).click()
  await pane.getByRole('button', { name: 'Discard lines' }).click()
  await expect.poll(() => asked('git.discard')).toEqual([{ ...chosen, lines: { removed: [], added: [55] } }])
  await person.presses('Undo')
  await expect.poll(() => asked('git.undo_discard')).toEqual([{ session_id: session.id, discard_id: 'd1' }])
  await person.expectAccessible()
})

test('with the keyboard alone a hunk is chosen and commented on, and comments go to Claude together', async () => {
  const { person, asked, pane } = await opened()
  const lines = pane.getByRole('group', { name: /Changes in src\/db\/pool.ts/ })
  await lines.focus()
  for (let times = 0; times < 5; times++) {
    await person.page.keyboard.press('ArrowDown')
  }
  await person.page.keyboard.press('Space')
  await person.page.keyboard.press('c')
  await person.page.keyboard.type('Take this from the config file.')
  await person.expectAccessible()
  await pane.getByRole('button', { name: 'Add to review' }).click()
  await pane.getByRole('button', { name: 'Line 55', exact: true }).click()
  await pane.getByRole('button', { name: 'Comment', exact: true }).click()
  await pane.getByLabel('Comment on line 55').fill('Why the first one?')
  await pane.getByRole('button', { name: 'Add to review' }).click()
  await pane.getByRole('button', { name: 'Send 2 comments to Claude' }).click()
  await expect
    .poll(() => asked('message.send'))
    .toMatchObject([
      {
        content:
          'src/db/pool.ts, line 16:\n```\n+  const limit = options.max ?? 20\n```\nTake this from the config file.\n\n' +
          'src/db/pool.ts, line 55:\n```\n+      clearTimeout(waiting[0].timer)\n```\nWhy the first one?',
      },
    ])
})

test('what is staged is committed with a drafted message, on a phone too', async () => {
  const { person, session, asked, pane } = await opened('phone')
  await pane.getByRole('checkbox', { name: 'Stage src/db/pool.ts' }).click()
  await expect.poll(() => asked('git.stage')).toEqual([{ session_id: session.id, paths: ['src/db/pool.ts'] }])
  await pane.getByText('2 of 3 files staged').waitFor()
  await pane.getByRole('button', { name: 'Draft a message from the changes' }).click()
  await expect.poll(() => pane.getByLabel('Message of the commit').inputValue()).toBe('Add a limit to the pool')
  await person.expectAccessible()
  await pane.getByRole('button', { name: 'Commit', exact: true }).click()
  const asking = {
    session_id: session.id,
    message: 'Add a limit to the pool',
    all: false,
    amend: false,
    sign_off: false,
  }
  await expect.poll(() => asked('git.commit')).toEqual([asking])
  await person.sees(/Committed bbbbbbb: 2 files/)
})

test('where there is no repository, a sentence says so', async () => {
  const { gateway, person, pane } = await opened()
  gateway.answers.overrides.set('git.status', () => ({
    repository: null,
    problem: 'This folder is in no Git repository.',
    files: [],
    more: 0,
    outside: 0,
  }))
  await person.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
  await pane.getByText('This folder is in no Git repository.').waitFor()
  expect(await pane.getByRole('form', { name: 'Commit' }).count()).toBe(0)
})
