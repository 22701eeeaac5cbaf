import { expect, test, vi } from 'vitest'
import { setHeader } from '#test/renderer/scene.ts'
import type { FakeGateway } from '#test/fakes/fakeGateway.ts'
import type { FakeSession } from '#test/fakes/fakeSession.ts'
import type { Person } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()
const reason = /Claude refused the token/

test('a turn that failed is told on the home screen with its reason, in the bar and in the title', async () => {
  const { gateway, sessions, person } = await visit('/')
  await person.sees('dotfiles')
  change(gateway, sessions.done, { outcome: 'failed', outcome_reason: 'Claude refused the token (401).', unread: true })
  await person.sees(reason)
  await expect.poll(() => person.page.title()).toMatch(/^\(2\)/)
  await expect
    .poll(() => person.page.getByRole('navigation', { name: 'Sessions' }).innerText())
    .toContain('Failed: Claude refused the token (401).')
  await expect.poll(() => person.page.getByRole('region', { name: 'Finished' }).innerText()).toContain('dotfiles')
})

test('a turn that finished and was not read says so everywhere, until the session is in front of a person', async () => {
  const { gateway, sessions, person } = await visit('/')
  gateway.answers.overrides.set('session.control', (params) => {
    change(gateway, sessions.done, { unread: params['action'] === 'mark_unread' })
    return { session_id: sessions.done.id, status: 'ACTIVE', reason: 'idle' }
  })
  change(gateway, sessions.done, { outcome: 'finished', unread: true })
  const finished = inRail(person, /dotfiles.*Finished/)
  await finished.waitFor()
  await person.page
    .getByRole('region', { name: 'Finished' })
    .getByRole('link', { name: /dotfiles/ })
    .click()
  await person.sees('Done. The start takes 40 ms now.')
  await vi.waitFor(() => expect(marks(gateway)).toEqual(['mark_read']))
  await finished.waitFor({ state: 'detached' })

  await person.presses('More for dotfiles')
  await person.page.getByRole('menuitem', { name: 'Mark as unread' }).click()
  await finished.waitFor()
  await expect.poll(() => marks(gateway)).toEqual(['mark_read', 'mark_unread'])
})

test('a page that nobody looks at reads nothing', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  // As the browser tells a page that another window has the keyboard.
  await person.page.evaluate(() => {
    document.hasFocus = () => false
    window.dispatchEvent(new Event('blur'))
  })
  change(gateway, sessions.working, { status: 'ACTIVE', turn_started_at: null, outcome: 'finished', unread: true })
  await person.page.waitForFunction(() => document.title.startsWith('(2)'))
  await inRail(person, /Frames.*Finished/).waitFor()
  await heard(person.page)
  expect(marks(gateway)).toEqual([])
  await person.page.evaluate(() => {
    document.hasFocus = () => true
    window.dispatchEvent(new Event('focus'))
  })
  await vi.waitFor(() => expect(marks(gateway)).toEqual(['mark_read']))
})

function inRail({ page }: Person, name: RegExp) {
  return page.getByRole('navigation', { name: 'Sessions' }).getByRole('link', { name })
}

function change(gateway: FakeGateway, session: FakeSession, fields: Parameters<typeof setHeader>[1]): void {
  setHeader(session, fields)
  const timestamp = new Date().toISOString()
  gateway.send({
    type: 'session_updated',
    session_id: session.id,
    data: { session: session.header.session },
    timestamp,
  })
}

function marks(gateway: FakeGateway): unknown[] {
  return gateway.answers.calls.filter(({ name }) => name === 'session.control').map(({ params }) => params['action'])
}
