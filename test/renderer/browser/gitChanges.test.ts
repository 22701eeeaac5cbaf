import { expect, test } from 'vitest'
import { longDiff, openRepository } from './gitScene.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

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

test('on a phone a diff begins right below its file; its tools stand below it, and stay in reach while lines are chosen', async () => {
  const { person, pane } = await opened('phone')
  const top = async (name: string) => {
    const box = await pane.getByRole('button', { name, exact: true }).first().boundingBox()
    return box?.y ?? Number.NaN
  }
  await pane.getByRole('button', { name: 'Line 16', exact: true }).waitFor()
  expect(await top('Copy change')).toBeGreaterThan(await top('Line 16'))
  expect(await top('Copy path')).toBe(await top('Copy change'))
  await pane.getByRole('button', { name: 'Line 16', exact: true }).tap()
  const stage = pane.getByRole('button', { name: 'Stage lines' })
  await stage.waitFor()
  expect(await stage.evaluate((button) => button.getBoundingClientRect().bottom <= innerHeight)).toBe(true)
  await person.expectAccessible()
})

test('on a phone one bar says whose changes they are and what they come to; its menu holds the rest', async () => {
  const { person, session, asked, pane } = await opened('phone')
  const { page } = person
  await page.getByRole('button', { name: /Pool timeouts.*Changes · 3 files/ }).waitFor()
  expect(await pane.getByLabel('Compared with').count()).toBe(0)
  const more = page.getByRole('complementary', { name: 'Details' }).getByRole('button', { name: 'More', exact: true })
  const menu = async (name: string) => {
    await more.tap()
    await page.getByRole('menuitem', { name, exact: true }).tap()
  }
  await more.tap()
  await page.getByRole('menuitem', { name: /^Branches/ }).waitFor()
  await person.expectAccessible()
  await person.types('ArrowDown')
  await person.types('Escape')
  await menu('Stage all')
  await expect.poll(() => asked('git.stage')).toHaveLength(1)
  await menu('Compare with a branch…')
  await pane.getByLabel('Compared with').waitFor()
  await page.getByRole('complementary', { name: 'Details' }).getByRole('button', { name: 'Files', exact: true }).tap()
  await page.waitForURL((url) => url.pathname === `/session/${session.id}/files`)
  await menu('Tasks')
  await page.waitForURL((url) => url.pathname === `/session/${session.id}/tasks`)
  await person.presses('Back to the conversation')
  await page.waitForURL((url) => url.pathname === `/session/${session.id}`)
})

test('what is staged is committed with a drafted message, on a phone too', async () => {
  const { person, session, asked, pane } = await opened('phone')
  await pane.getByRole('checkbox', { name: 'Stage src/db/pool.ts' }).click()
  await expect.poll(() => asked('git.stage')).toEqual([{ session_id: session.id, paths: ['src/db/pool.ts'] }])
  await pane.getByRole('button', { name: 'Options of the commit' }).tap()
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

test('Claude is asked for the message in the session, and what it wrote is there to be changed', async () => {
  const { gateway, person, session, asked, pane } = await opened('phone')
  await pane.getByRole('button', { name: 'Options of the commit' }).tap()
  await pane.getByRole('button', { name: 'Ask Claude for a message' }).click()
  await pane.getByText('Claude writes the message.').waitFor()
  await expect.poll(() => asked('message.send')).toMatchObject([{ session_id: session.id, when: 'queue' }])
  expect(asked('message.send')[0]).toMatchObject({ content: expect.stringContaining('git diff --cached') })
  await person.expectAccessible()
  session
    .write((log) => {
      log.text('The staged change bounds the pool.')
      log.text('Here it is:\n\n```\npool: bound the number of clients\n\nIt grew without end.\n```\nShall I commit it?')
      log.turnEnd()
    })
    .forEach((event) => gateway.send(event))
  const message = pane.getByLabel('Commit message')
  await expect.poll(() => message.inputValue()).toBe('pool: bound the number of clients\n\nIt grew without end.')
  expect(await pane.getByText('Claude writes the message.').count()).toBe(0)
  await pane.getByRole('button', { name: 'Ask Claude for a message' }).click()
  await expect.poll(() => asked('message.send')).toHaveLength(2)
  session.write((log) => log.turnEnd({ is_error: true, error: 'overloaded' })).forEach((event) => gateway.send(event))
  await person.sees('Claude wrote no message. The conversation says why.')
  expect(await message.inputValue()).toContain('pool: bound')
})

test('a commit that is amended keeps its message, and what a person has begun to write stays', async () => {
  const { gateway, session, pane } = await opened()
  const { overrides } = gateway.answers
  const last = { commit: 'c'.repeat(40), parents: [], author: 'Mia', authored_at: new Date().toISOString(), names: [] }
  overrides.set('git.log', () => ({ commits: [{ ...last, subject: 'Add a pool' }], has_more: true }))
  overrides.set('git.show', () => ({
    ...last,
    subject: 'Add a pool',
    message: 'Add a pool\n\nFor the database.\n',
    files: [],
    more: 0,
  }))
  const message = pane.getByLabel('Commit message')
  await pane.getByRole('checkbox', { name: 'Amend' }).check()
  await expect.poll(() => message.inputValue()).toBe('Add a pool\n\nFor the database.')
  await pane.getByRole('checkbox', { name: 'Amend' }).uncheck()
  await message.fill('mine')
  const read = () => gateway.answers.calls.filter(({ name }) => name === 'git.status').length
  await heard(pane.page())
  const before = read()
  // A turn that ends takes nothing away of what is being written, and the files are read anew.
  session.write((log) => log.turnEnd()).forEach((event) => gateway.send(event))
  await expect.poll(read).toBeGreaterThan(before)
  expect(await message.inputValue()).toBe('mine')
  await pane.getByRole('checkbox', { name: 'Amend' }).check()
  await pane.getByRole('button', { name: 'Amend', exact: true }).click()
  await expect
    .poll(() => gateway.answers.calls.filter(({ name }) => name === 'git.commit').map(({ params }) => params))
    .toMatchObject([{ session_id: session.id, message: 'mine', amend: true }])
})

test('what is staged and what is not are two groups; a file that is both is in both, and each shows its own lines', async () => {
  const { gateway, person, session, asked, pane } = await opened()
  const rows = (heading: string) =>
    pane.locator('section', { has: person.page.getByRole('heading', { name: heading }) }).getByRole('listitem')
  await expect.poll(() => rows('Staged').allInnerTexts()).toHaveLength(2)
  await expect.poll(() => rows('Changes').allInnerTexts()).toHaveLength(2)
  const app = pane.getByRole('listitem').filter({ hasText: 'app.ts' })
  expect(await app.count()).toBe(2)
  await app
    .last()
    .getByRole('button', { name: /app\.ts/ })
    .click()
  await expect.poll(() => asked('git.diff').at(-1)).toMatchObject({ path: 'src/app.ts', sides: 'working' })
  await app
    .first()
    .getByRole('button', { name: /app\.ts/ })
    .click()
  await expect.poll(() => asked('git.diff').at(-1)).toMatchObject({ path: 'src/app.ts', sides: 'staged' })
  await pane.getByRole('button', { name: 'Line 17', exact: true }).click()
  await pane.getByRole('button', { name: 'Unstage lines' }).waitFor()
  await person.expectAccessible()
  gateway.answers.overrides.set('git.unstage', () => ({ success: true }))
  await pane.getByRole('checkbox', { name: 'src/app.ts is staged' }).click()
  await expect.poll(() => asked('git.unstage')).toEqual([{ session_id: session.id, paths: ['src/app.ts'] }])
  await pane.getByRole('button', { name: 'Stage all', exact: true }).click()
  const all = { session_id: session.id, paths: ['src/db/pool.ts', 'src/app.ts'] }
  await expect.poll(() => asked('git.stage')).toEqual([all])
})

test('lines are chosen, staged and commented on also side by side', async () => {
  const { person, session, asked, pane } = await opened()
  await pane.getByRole('button', { name: 'Side by side' }).click()
  await pane.getByRole('button', { name: 'Line 16, removed' }).click()
  await pane.getByRole('button', { name: 'Line 17', exact: true }).click({ modifiers: ['Shift'] })
  await pane.getByRole('button', { name: 'Comment', exact: true }).click()
  await pane.getByLabel('Comment on line 16–17').fill('From the settings.')
  await person.expectAccessible()
  await pane.getByRole('button', { name: 'Send to Claude' }).click()
  await expect
    .poll(() => asked('message.send'))
    .toMatchObject([{ content: expect.stringMatching(/^src\/db\/pool\.ts, line 16–17:\n[^]*From the settings\.$/) }])
  await pane.getByRole('button', { name: 'Line 55', exact: true }).click()
  await pane.getByRole('button', { name: 'Stage lines' }).click()
  const lines = { removed: [], added: [55] }
  const chosen = { session_id: session.id, paths: ['src/db/pool.ts'], diff_id: 'd1', lines }
  await expect.poll(() => asked('git.stage')).toEqual([chosen])
})

test('what is left out opens at its gap: some lines on either side, or all; what was chosen stays chosen', async () => {
  const { gateway, asked, pane } = await opened()
  gateway.answers.overrides.set('git.diff', ({ context }) => longDiff(context as number))
  await pane.getByRole('checkbox', { name: 'Stage src/db/pool.ts' }).waitFor()
  const app = pane.getByRole('listitem').filter({ hasText: 'app.ts' }).first()
  await app.getByRole('button', { name: /app\.ts/ }).click()
  await pane.getByText('89 unchanged lines').waitFor()
  await pane.getByRole('button', { name: 'Line 4', exact: true }).click()
  const line = (number: number) => pane.getByRole('button', { name: `Line ${number}`, exact: true })
  await pane.getByRole('button', { name: 'Show 20 more lines below' }).first().click()
  await line(27).waitFor()
  await pane.getByText('69 unchanged lines').waitFor()
  expect([await line(28).count(), await line(4).getAttribute('aria-pressed')]).toEqual([0, 'true'])
  await pane.getByRole('button', { name: 'Show 20 more lines above' }).click()
  await line(77).waitFor()
  expect(await line(76).count()).toBe(0)
  await pane.getByRole('button', { name: 'Show 49 unchanged lines' }).click()
  await line(50).waitFor()
  // The last change stands before the end of the file.
  await pane.getByRole('button', { name: 'Show 7 unchanged lines' }).click()
  await line(110).waitFor()
  expect(await pane.getByText(/unchanged line/).count()).toBe(0)
  expect(asked('git.diff').filter(({ context }) => (context as number) > 3)).toHaveLength(1)
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
