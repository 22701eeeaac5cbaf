import { expect, test } from 'vitest'
import { openRepository } from './gitScene.ts'
import { harbour } from './harbour.ts'

const visit = harbour()
const opened = (device: 'wide' | 'phone' = 'wide') => openRepository(visit, device)

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
  await expect.poll(() => pane.getByLabel('Commit message').inputValue()).toBe('Add a limit to the pool')
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
    conflicts_outside: [],
  }))
  await person.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
  await pane.getByText('This folder is in no Git repository.').waitFor()
  expect(await pane.getByRole('form', { name: 'Commit' }).count()).toBe(0)
})
