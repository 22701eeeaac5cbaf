import { expect, test } from 'vitest'
import { UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { createWatch } from '#server/gateway/push/deciding/watch.ts'
import { FakeHost } from '#test/fakes/fakeHost.ts'
import { aTaskRun } from '#test/fakes/aTaskRun.ts'

const mia: Actor = { user_id: UserId.parse('mia'), username: 'Mia', role: 'owner' }

test('runs of tasks are told before the overview has come, to those alone who want to be told', () => {
  const host = new FakeHost()
  const told: UserId[] = []
  createWatch({
    link: {
      overview: () => new Promise(() => {}),
      onEvent: (listener) => host.onEvent(listener),
      onState: (listener) => host.onState(listener),
      state: () => host.state(),
    },
    audience: () => [mia],
    onChange: () => {},
    onTaskRun: (userId) => told.push(userId),
  })
  host.tellRun(UserId.parse('max'), aTaskRun({ state: 'missed' }))
  host.tellRun(mia.user_id, aTaskRun({ state: 'missed' }))
  expect(told).toEqual(['mia'])
})
