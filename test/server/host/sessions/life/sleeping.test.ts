import { describe, expect, test } from 'vitest'
import { ApprovalId } from '#shared/ids.ts'
import type { Session } from '#server/host/sessions/session.ts'
import { me, SessionWorld } from '#test/support/host/sessionWorld.ts'

const MINUTE = 60_000

/** As long as needed, looking as often as the host does. */
function wait(world: SessionWorld, minutes: number): void {
  for (let passed = 0; passed < minutes * MINUTE; passed += 15_000) {
    world.time.pass(15_000)
  }
}

async function resting(): Promise<{ world: SessionWorld; session: Session }> {
  const world = new SessionWorld()
  const session = await world.idle()
  world.sleeping.start()
  return { world, session }
}

describe('a session that nobody uses', () => {
  test('sleeps after the time that is set, and the next message wakes it', async () => {
    const { world, session } = await resting()
    wait(world, 29)
    expect(world.launcher.agent.hasEnded).toBe(false)
    wait(world, 1)
    expect(world.launcher.agent.hasEnded).toBe(true)
    expect(session.state).toMatchObject({ status: 'SUSPENDED', status_reason: 'idle' })
    expect(world.notices(session.state.id)).toEqual([])

    world.send(session, 'go on')
    await expect.poll(() => world.launcher.agents.length).toBe(2)
  })

  test('stays awake where that is set', async () => {
    const { world } = await resting()
    world.life.idle_minutes = 0
    wait(world, 24 * 60)
    expect(world.launcher.agent.hasEnded).toBe(false)
  })

  test('is not ended by a jump of the machine’s clock', async () => {
    const { world } = await resting()
    world.time.jump(24 * 60 * MINUTE)
    wait(world, 1)
    expect(world.launcher.agent.hasEnded).toBe(false)
  })
})

describe('a session stays awake', () => {
  const uses: readonly [string, (world: SessionWorld, session: Session) => void][] = [
    ['a turn runs', (world) => world.launcher.agent.startTurn()],
    [
      'an approval waits',
      (world) => {
        world.launcher.agent.startTurn()
        world.launcher.agent.ask({ approval_id: ApprovalId.parse('toolu_1') })
      },
    ],
    [
      'a background task runs',
      (world) =>
        world.launcher.agent.emit({
          kind: 'background_task',
          task: { task_id: 'b1', description: 'npm run dev', state: 'running' },
        }),
    ],
    [
      'Claude has set itself a timer',
      (world) => {
        world.launcher.agent.startTurn()
        world.launcher.agent.emit({ kind: 'tool_use', tool_use_id: 't1', name: 'ScheduleWakeup', input: {} })
        world.launcher.agent.emit({ kind: 'tool_result', tool_use_id: 't1', content: 'ok', is_error: false })
        world.launcher.agent.endTurn()
      },
    ],
    ['somebody looks', (world, session) => world.hub.join(() => {}).follow(session.state.id)],
    [
      'a message is held in it',
      (world, session) => {
        world.launcher.agent.startTurn()
        world.send(session, 'later')
        session.holdQueue()
        world.launcher.agent.endTurn()
      },
    ],
  ]

  test.each(uses)('while %s', async (_what, use) => {
    const { world, session } = await resting()
    use(world, session)
    wait(world, 5 * 60)
    expect(world.launcher.agent.hasEnded).toBe(false)
  })

  test('for the whole time after somebody looked', async () => {
    const { world, session } = await resting()
    const seat = world.hub.join(() => {})
    seat.follow(session.state.id)
    wait(world, 45)
    seat.unfollow(session.state.id)
    wait(world, 29)
    expect(world.launcher.agent.hasEnded).toBe(false)
    wait(world, 2)
    expect(world.launcher.agent.hasEnded).toBe(true)
  })
})

test('a session that has been awake for the longest time sleeps, also in a turn; that is said before', async () => {
  const { world, session } = await resting()
  world.life.longest_hours = 1
  world.life.idle_minutes = 0
  world.launcher.agent.startTurn()
  wait(world, 49)
  expect(world.notices(session.state.id)).toEqual([])
  wait(world, 5)
  expect(world.notices(session.state.id)).toEqual(['ends_soon'])
  wait(world, 6)
  expect(world.launcher.agent.hasEnded).toBe(true)
  expect(session.state).toMatchObject({ status: 'SUSPENDED', status_reason: 'longest_time' })
  expect(world.notices(session.state.id)).toEqual(['ends_soon'])
})

test('a session that skips all approvals asks again after the time that is set, and both are said', async () => {
  const { world, session } = await resting()
  world.hub.join(() => {}).follow(session.state.id)
  await session.options.setPermissionMode('bypassPermissions')
  wait(world, 1)
  expect(world.notices(session.state.id)).toEqual(['bypass_begins'])
  wait(world, 58)
  expect(session.state.permission_mode).toBe('bypassPermissions')
  wait(world, 2)
  await expect.poll(() => session.state.permission_mode).toBe('default')
  wait(world, 120)
  expect(world.notices(session.state.id)).toEqual(['bypass_begins', 'bypass_ends'])
})

describe('where as many sessions are awake as may', () => {
  test('the one that has rested longest and that nobody looks at sleeps for a new one', async () => {
    const world = new SessionWorld()
    world.life.most_per_person = 2
    const first = await world.idle()
    const followed = world.launcher.agent
    world.hub.join(() => {}).follow(first.state.id)
    await world.idle()
    const free = world.launcher.agent
    world.sleeping.start()
    await world.create()
    expect([followed.hasEnded, free.hasEnded]).toEqual([false, true])
  })

  test('a new one is refused with the names of those that run while all are in use, and nothing is made', async () => {
    const world = new SessionWorld()
    world.life.most = 1
    const { id, name } = (await world.working('Fix the login')).state
    await expect(world.create()).rejects.toMatchObject({
      code: 'SESSION_003',
      message: expect.stringContaining('Yours: Fix the login.') as string,
      details: { running: [{ id, name, status: 'WORKING' }] },
    })
    expect(world.registry.list({ limit: 10 }, me).sessions).toHaveLength(1)
  })

  test('a message to one that sleeps is refused and not kept half, until there is room', async () => {
    const world = new SessionWorld()
    world.life.most_per_person = 1
    const asleep = await world.idle()
    void asleep.suspend('host_stopped')
    const busy = await world.working()
    expect(() => world.send(asleep, 'hello')).toThrow(/as many as one person may have at once/)
    expect(asleep.header.queue).toEqual([])
    void busy.terminate()
    world.send(asleep, 'hello')
    expect(asleep.header.queue).toHaveLength(1)
  })
})
