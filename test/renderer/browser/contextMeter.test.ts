import { expect, test } from 'vitest'
import type { Session } from '#shared/session/session.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

async function reported(fields: Pick<Session, 'context'> & Partial<Pick<Session, 'limits'>>) {
  const place = await visit('/session/$working')
  const { gateway, sessions, person } = place
  await person.sees('Go on')
  const session = { ...sessions.working.header.session, ...fields }
  const timestamp = new Date().toISOString()
  gateway.send({ type: 'session_updated', session_id: session.id, data: { session }, timestamp })
  return place
}

test('nothing is said of the context until Claude Code reports it', async () => {
  const { person } = await visit('/session/$working')
  await person.sees('Go on')
  expect(await person.button(/^(?:Context|Limits)/).count()).toBe(0)
})

test('how full the context is stands in the composer, with the exact numbers and limits when it is pressed', async () => {
  const { gateway, person } = await reported({
    context: { tokens: 76_123, window: 200_000 },
    limits: [{ kind: 'five_hour', state: 'near', used: 0.91, resets_at: '2027-02-24T14:00:00.000Z' }],
  })
  await person.presses('Context: 38 % used')
  const panel = person.page.getByRole('group', { name: 'Context and limits' })
  expect(await panel.innerText()).toContain('76,123 of 200,000 tokens')
  expect(await panel.innerText()).toContain('Five-hour limit: 91 % used')
  await person.expectAccessible()
  await person.page.keyboard.press('Escape')
  await expect.poll(() => panel.isVisible()).toBe(false)
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'session.control')).toEqual([])
})

test('a context that is nearly full is red, and is compacted from there', async () => {
  const { gateway, person } = await reported({ context: { tokens: 170_000, window: 200_000 } })
  const meter = person.button('Context: 85 % used')
  await meter.waitFor()
  expect(await meter.getAttribute('class')).toContain('text-bad')
  await meter.click()
  await person.presses('Compact now')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'message.send')?.params)
    .toMatchObject({ content: '/compact' })
})
