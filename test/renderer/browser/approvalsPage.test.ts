import { expect, test } from 'vitest'
import { SessionId } from '#shared/ids.ts'
import type { ListedApproval } from '#shared/operations/approvalList.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const answered: ListedApproval = {
  session_id: SessionId.parse('0195d3c5-7a5e-7c3e-8d2a-3c1f6f1f2a11'),
  session_name: 'Migrate',
  workspace_path: '/home/me/api',
  approval_id: 'toolu_9' as ListedApproval['approval_id'],
  kind: 'tool',
  tool_name: 'Bash',
  wish: 'Run npm run migrate',
  dangers: 1,
  asked_at: '2026-11-20T10:00:00.000Z',
  outcome: {
    decision: 'deny',
    answered_by: 'Mia',
    answered_from: 'Safari on iPhone',
    answered_at: '2026-11-20T10:01:00.000Z',
    edited: false,
    remembered: false,
    message: 'Back it up <b>first</b>',
  },
}

test('what waits and what was answered, by whom and with which words, leads to its session', async () => {
  const { gateway, person } = await visit('/nowhere')
  gateway.answers.answered = [answered]
  await person.page.goto(`${gateway.url}/approvals`)
  const list = person.page.getByRole('list', { name: 'Approvals' })
  const denied = list.getByRole('listitem').filter({ hasText: 'Denied by Mia' })
  await denied.getByText('Denied by Mia').waitFor()
  expect(await denied.textContent()).toContain('“Back it up <b>first</b>”')
  expect(await denied.getByRole('link').getAttribute('href')).toBe(`/session/${answered.session_id}`)
  expect(await list.getByText('Needs you').count()).toBeGreaterThan(0)
  await person.page.getByRole('button', { name: 'Answered' }).click()
  await list.getByText('Needs you').first().waitFor({ state: 'detached' })
  expect(await list.getByRole('listitem').count()).toBe(1)
  await person.expectAccessible()
})

test('where nothing has been asked for, that is said', async () => {
  const { gateway, person } = await visit('/nowhere')
  gateway.answers.overrides.set('approval.list', () => ({ approvals: [], next_cursor: null }))
  await person.page.goto(`${gateway.url}/approvals`)
  await person.sees('Claude has not asked for anything yet.')
  expect(await person.page.getByRole('list', { name: 'Approvals' }).count()).toBe(0)
})
