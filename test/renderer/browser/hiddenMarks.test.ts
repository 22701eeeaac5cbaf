import { expect, test } from 'vitest'
import type { AuditEntry } from '#shared/operations/audit.ts'
import type { LogEntry } from '#shared/operations/logs.ts'
import { setHeader } from '#test/renderer/scene.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const EVIL = 'safe\u202Egnp.exe\u200B'
const time = '2026-11-27T08:00:00.000Z'

type Page = Awaited<ReturnType<typeof visit>>['person']['page']

/** How often the text is drawn with all its marks. */
async function drawn(page: Page): Promise<number> {
  const counts = ['RLO', 'ZWSP'].map((mark) => page.locator(`.hidden-mark[data-mark="${mark}"]`).count())
  return Math.min(...(await Promise.all(counts)))
}

/** Titles and names for screen readers with hidden characters in them. */
async function bareTitles(page: Page): Promise<string[]> {
  const all = await page
    .locator('[title], [aria-label]')
    .evaluateAll((found) =>
      found.flatMap((one) => [one.getAttribute('title') ?? '', one.getAttribute('aria-label') ?? '']),
    )
  return all.filter((title) => /[\u202E\u200B]/u.test(title))
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
  await expect.poll(() => drawn(person.page)).toBeGreaterThanOrEqual(8)
  expect(await bareTitles(person.page)).toEqual([])
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
  await expect.poll(() => drawn(person.page)).toBeGreaterThanOrEqual(4)
  expect(await bareTitles(person.page)).toEqual([])
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
  await expect.poll(() => drawn(person.page)).toBeGreaterThanOrEqual(2)
  expect(await bareTitles(person.page)).toEqual([])
  await person.page.getByRole('button', { name: /^Use safe/ }).click()
  await expect.poll(() => drawn(person.page)).toBeGreaterThanOrEqual(2)
  expect(await bareTitles(person.page)).toEqual([])
})

test('in what a folder brings, and in what is not asked about', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  const brings = [{ kind: 'hook' as const, source: `/home/me/code/${EVIL}`, text: EVIL }]
  setHeader(sessions.working, { trust: { state: 'untrusted', fingerprint: 'f', brings } })
  const { session } = sessions.working.header
  gateway.send({ type: 'session_updated', session_id: session.id, data: { session }, timestamp: time })
  await person.sees('This folder brings settings of its own')
  await expect.poll(() => drawn(person.page)).toBeGreaterThanOrEqual(2)
  expect(await bareTitles(person.page)).toEqual([])
  gateway.answers.overrides.set('permission.list', () => ({ permissions: [{ kind: 'rule', grant: EVIL }] }))
  await person.presses('Folder not trusted')
  await person.sees('You are not asked about')
  await expect.poll(() => drawn(person.page)).toBeGreaterThanOrEqual(5)
  expect(await bareTitles(person.page)).toEqual([])
})
