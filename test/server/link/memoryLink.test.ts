import { expect, test } from 'vitest'
import { SessionId, UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { createMemoryLink } from '#server/link/memoryLink.ts'
import { FakeHostPort } from '#test/fakes/fakeHostPort.ts'

const session_id = SessionId.parse('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01')
const actor: Actor = { user_id: UserId.parse('me'), username: 'Mia', role: 'owner' }

test('a link in memory keeps the contract of the socket: in order, and closed for good', async () => {
  const port = new FakeHostPort(session_id, actor.user_id)
  const link = createMemoryLink(port, { host_version: '1.2.3', boot_id: 'boot' })
  const seen: string[] = []
  link.onEvent(({ payload }) => seen.push(payload.toString()))
  port.publish()
  await link.openStream({ kind: 'session', session_id, actor }, ({ events }) =>
    seen.push(`opened with ${events.length}`),
  )
  port.publish()
  expect(seen).toEqual(['1', 'opened with 1', '2'])

  link.close()
  expect(link.state()).toEqual({ kind: 'closed', reason: 'asked' })
  expect(port.attached).toBe(0)
  await expect(link.call('session.get', { session_id }, actor)).rejects.toMatchObject({ code: 'HOST_001' })
})
