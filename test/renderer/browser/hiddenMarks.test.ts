import { expect, test } from 'vitest'
import type { AuditEntry } from '#shared/operations/audit.ts'
import type { LogEntry } from '#shared/operations/logs.ts'
import { setHeader } from '#test/renderer/scene.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const EVIL = 'safe\u202Egnp.exe\u200B'
const time = '2026-11-27T08:00:00.000Z'

/** Each hidden character of the text is a mark on the page; nothing of it stands there bare. */
async function seesMarks(page: Awaited<ReturnType<typeof visit>>['person']['page'], places = 1) {
  for (const mark of ['RLO', 'ZWSP']) {
    const marks = page.locator(`.hidden-mark[data-mark="${mark}"]`)
    await expect.poll(() => marks.count()).toBeGreaterThanOrEqual(places)
  }
  const titles = await page
    .locator('[title], [aria-label]')
    .evaluateAll((all) => all.flatMap((one) => [one.getAttribute('title') ?? '', one.getAttribute('aria-label') ?? '']))
  expect(titles.filter((title) => /[\u202E\u200B]/u.test(title))).toEqual([])
}

test('in the audit log', async () => {
  const entry: AuditEntry = {
    seq: 1,
    time,
    action: 'approval.answer',
    outcome: 'ok',
    code: null,
    user_id: 'u',
    username: EVIL,
    credential: { kind: 'personal_token', id: 't', name: EVIL },
    address: '127.0.0.1',
    user_agent: EVIL,
    session_id: null,
    object_id: EVIL,
    details: { decision: 'allow', tool_name: EVIL, [EVIL]: EVIL },
    count: 1,
    request_id: null,
  }
  const { gateway, person } = await visit('/')
  gateway.answers.overrides.set('audit.list', () => ({ entries: [entry], next_cursor: null }))
  await person.page.goto(`${gateway.url}/audit`)
  await person.page.locator('summary').first().click()
  // Who and what in the line; credential, program, object, tool and a detail with its name below.
  await seesMarks(person.page, 8)
})

test('in the logs', async () => {
  const entry: LogEntry = {
    time,
    level: 'info',
    component: 'host',
    logger: EVIL,
    message: EVIL,
    facts: { [EVIL]: EVIL },
  }
  const { gateway, person } = await visit('/')
  gateway.answers.overrides.set('logs.list', () => ({ entries: [entry], next_cursor: null }))
  await person.page.goto(`${gateway.url}/logs`)
  await person.page.locator('summary').first().click()
  await seesMarks(person.page, 4)
})

test('in the names of folders', async () => {
  const { gateway, person } = await visit('/')
  gateway.answers.overrides.set('folder.list', () => ({
    path: `/home/me/${EVIL}`,
    parent: '/home/me',
    folders: [{ name: EVIL, path: `/home/me/${EVIL}/${EVIL}`, is_git: true }],
    truncated: false,
  }))
  await person.page.goto(`${gateway.url}/new`)
  await person.presses('Browse…')
  await seesMarks(person.page, 2)
  await person.page.getByRole('button', { name: /^Use safe/ }).click()
  await seesMarks(person.page, 2)
})

test('in what a folder brings, and in what is not asked about', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  const brings = [{ kind: 'hook' as const, source: `/home/me/code/${EVIL}`, text: EVIL }]
  setHeader(sessions.working, { trust: { state: 'untrusted', fingerprint: 'f', brings } })
  const { session } = sessions.working.header
  gateway.send({ type: 'session_updated', session_id: session.id, data: { session }, timestamp: time })
  await person.sees('This folder brings settings of its own')
  await seesMarks(person.page, 2)
  gateway.answers.overrides.set('permission.list', () => ({ permissions: [{ kind: 'rule', grant: EVIL }] }))
  await person.presses('Folder not trusted')
  await person.sees('You are not asked about')
  await seesMarks(person.page, 5)
})
