import { expect, test } from 'vitest'
import { SessionWorld } from '#test/support/host/sessionWorld.ts'

const overloaded = { kind: 'retrying', reason: 'It is overloaded (529).', max_attempts: 10 } as const

test('retries are one state that the answer ends, however many there were, and nothing in the log', async () => {
  const world = new SessionWorld()
  const session = await world.working()
  const { agent } = world.launcher
  agent.emit({ ...overloaded, attempt: 1, delay_ms: 1_000 })
  world.time.pass(1_000)
  agent.emit({ ...overloaded, attempt: 2, delay_ms: 4_000 })
  expect(session.state.retry).toEqual({
    reason: 'It is overloaded (529).',
    attempt: 2,
    max_attempts: 10,
    at: new Date(world.time.now() + 4_000).toISOString(),
  })
  agent.say('Here I am')
  expect(session.state).toMatchObject({ retry: null, activity: null })
  expect(world.notices(session.state.id)).toEqual([])
})

test('a turn that ends, or a process that dies, retries no more', async () => {
  const world = new SessionWorld()
  const session = await world.working()
  world.launcher.agent.emit({ ...overloaded, attempt: 1, delay_ms: 1_000 })
  world.launcher.agent.endTurn({ is_error: true, reason: 'api_error', error: 'Gave up.' })
  expect(session.state).toMatchObject({ retry: null, outcome_reason: 'Gave up.' })

  const other = await world.working()
  world.launcher.agent.emit({ ...overloaded, attempt: 1, delay_ms: 1_000 })
  world.launcher.agent.exit({ code: 1 })
  expect(other.state.retry).toBeNull()
})
