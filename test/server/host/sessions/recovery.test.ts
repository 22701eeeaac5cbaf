import { describe, expect, test, vi } from 'vitest'
import { ApprovalId, MessageId } from '#shared/ids.ts'
import { me, SessionWorld } from '#test/support/host/sessionWorld.ts'

/** Recovery starts processes and waits until they are ready: this makes the next one ready once it is there. */
async function readyAgent(world: SessionWorld, count = 1) {
  await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(count))
  world.launcher.agent.ready()
  return world.launcher.agent
}

describe('after the host died', () => {
  test('what it left running is ended before anything new starts', async () => {
    const before = new SessionWorld()
    const session = await before.working()
    const world = new SessionWorld(before)
    const reap = vi.spyOn(world.launcher, 'reap').mockImplementation(() => new Promise(() => {}))
    void world.recover()

    expect(reap).toHaveBeenCalledWith({ pid: 100, started: 'mark-100', session_id: session.state.id })
    world.send(world.registry.find(session.state.id, me), 'impatient')
    await new Promise(setImmediate)
    expect(world.launcher.agents).toEqual([])
  })

  test('a cut turn runs again, the people are told, and every committed event is still there', async () => {
    const before = new SessionWorld()
    const session = await before.working()
    before.launcher.agent.emit({ kind: 'tool_use', tool_use_id: 'toolu_1', name: 'Bash', input: {} })
    before.launcher.agent.ask({ approval_id: ApprovalId.parse('toolu_1') })
    const { id } = session.state
    const committed = before.events(id)
    const prompt = before.launcher.agent.sent[0]?.message_id

    const world = new SessionWorld(before)
    world.launcher.transcript = prompt === undefined ? [] : [prompt]
    const recovered = world.recover()
    const agent = await readyAgent(world)
    await recovered

    expect(agent.launch.start).toBe('resume_interrupted')
    expect(agent.sent).toEqual([])
    expect(world.events(id).slice(0, committed.length)).toEqual(committed)
    expect(world.notices(id)).toEqual(['host_restarted'])
    const now = world.registry.find(id, me)
    expect(now.header).toMatchObject({
      approvals: [{ approval_id: 'toolu_1' }],
      session: { status: 'WAITING', pending_approvals: 1 },
    })

    agent.startTurn(...world.launcher.transcript)
    expect(world.time.timers).toBe(0)
    agent.endTurn()
    expect(world.events(id)).toContainEqual(
      expect.objectContaining({ type: 'tool_result', data: expect.objectContaining({ tool_use_id: 'toolu_1' }) }),
    )
    expect(now.state).toMatchObject({ status: 'ACTIVE', pending_approvals: 0 })
    expect(world.store.sentMessages(id)).toEqual([])
  })

  test('a paused session stays paused, with what waits in it', async () => {
    const before = new SessionWorld()
    const session = await before.working()
    before.send(session, 'later')
    await session.pause()
    const world = new SessionWorld(before)
    await world.recover()
    expect(world.launcher.agents).toEqual([])
    const now = world.registry.find(session.state.id, me)
    expect(now.header).toMatchObject({ session: { status: 'SUSPENDED' }, queue: [{ content: 'later' }] })
  })

  test('told to pause, it takes nothing up: cut turns are closed, what waits stays', async () => {
    const before = new SessionWorld()
    const cut = await before.working()
    before.send(cut, 'later')
    const world = new SessionWorld(before)
    world.launcher.transcript = []
    await world.recover({ shallPause: true })
    expect(world.launcher.agents).toEqual([])
    const { id } = cut.state
    const now = world.registry.find(id, me)
    expect(now.header).toMatchObject({
      session: { status: 'SUSPENDED', status_reason: 'paused', turn_started_at: null },
      queue: [{ content: 'later' }],
    })
    expect(world.types(id)).toContain('turn_completed')
    now.resume()
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(1))
  })

  test('a prompt that never reached Claude is sent again, and stands in the log once', async () => {
    const before = new SessionWorld()
    const { state } = await before.working('please')
    const world = new SessionWorld(before)
    const recovered = world.recover()
    const agent = await readyAgent(world)
    await recovered
    expect(agent.launch.start).toBe('new')
    expect(agent.sent).toMatchObject([{ content: 'please' }])
    expect(world.types(state.id).filter((type) => type === 'user_message')).toHaveLength(1)
    agent.endTurn()
    expect(world.registry.find(state.id, me).state.status).toBe('ACTIVE')
  })

  test('an idle session is resumed and stays idle', async () => {
    const before = new SessionWorld()
    const session = await before.working()
    before.launcher.agent.endTurn()
    const world = new SessionWorld(before)
    world.launcher.transcript = []
    const recovered = world.recover()
    const agent = await readyAgent(world)
    await recovered
    expect(agent.launch.start).toBe('resume')
    expect(world.registry.find(session.state.id, me).state.status).toBe('ACTIVE')
  })

  test('a turn that does not begin again is closed after a while, and the queue goes on', async () => {
    const before = new SessionWorld()
    const session = await before.working()
    before.send(session, 'next')
    const prompt = before.launcher.agent.sent[0]?.message_id ?? MessageId.parse('none')
    const world = new SessionWorld(before)
    world.launcher.transcript = [prompt]
    const recovered = world.recover()
    const agent = await readyAgent(world)
    await recovered
    expect(agent.sent).toEqual([])
    world.time.pass(60_000)
    expect(agent.sent).toMatchObject([{ content: 'next' }])
    expect(world.events(session.state.id)).toContainEqual(
      expect.objectContaining({ type: 'turn_completed', data: expect.objectContaining({ reason: 'host_restarted' }) }),
    )
  })

  test('a turn that cannot begin again, since nothing starts, is closed with the reason', async () => {
    const before = new SessionWorld()
    const session = await before.working()
    const prompt = before.launcher.agent.sent[0]?.message_id ?? MessageId.parse('none')
    const world = new SessionWorld(before)
    world.launcher.transcript = [prompt]
    const recovered = world.recover()
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(1))
    world.launcher.agent.exit({ start_problem: 'The token is gone.' })
    await recovered
    expect(world.events(session.state.id)).toContainEqual(
      expect.objectContaining({
        type: 'turn_completed',
        data: expect.objectContaining({ is_error: true, error: expect.stringContaining('The token is gone.') }),
      }),
    )
    expect(world.registry.find(session.state.id, me).state.status).toBe('FAILED')
  })

  test('sessions that were ended, failed or suspended stay as they are', async () => {
    const before = new SessionWorld()
    const ended = await before.idle()
    await ended.terminate()
    const crashed = await before.idle()
    before.launcher.agent.exit({ signal: 'SIGSEGV' })
    const world = new SessionWorld(before)
    await world.recover()
    expect(world.launcher.agents).toEqual([])
    expect(world.registry.find(ended.state.id, me).state.status).toBe('TERMINATED')
    expect(world.registry.find(crashed.state.id, me).state.status).toBe('SUSPENDED')
  })

  test('at most two sessions start at once', async () => {
    const before = new SessionWorld()
    for (let index = 0; index < 4; index += 1) {
      await before.idle()
    }
    const world = new SessionWorld(before)
    const recovered = world.recover()
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
    await new Promise(setImmediate)
    expect(world.launcher.agents).toHaveLength(2)
    for (let count = 0; count < 4; count += 1) {
      await vi.waitFor(() => expect(world.launcher.agents.length).toBeGreaterThan(count))
      world.launcher.agents[count]?.ready()
    }
    await recovered
    expect(world.launcher.agents).toHaveLength(4)
  })
})

describe('after a clean stop', () => {
  test('sessions are suspended with a reason and nothing is left to clear up', async () => {
    const before = new SessionWorld()
    const session = await before.working()
    await before.registry.suspendAll('host_stopped')
    expect(session.state).toMatchObject({ status: 'SUSPENDED', status_reason: 'host_stopped' })
    const world = new SessionWorld(before)
    expect(world.store.unfinished()).toEqual([])
  })

  test('prompts that waited are kept, and the next start runs them', async () => {
    const before = new SessionWorld()
    const session = await before.working()
    before.send(session, 'for later')
    await before.registry.suspendAll('host_stopped')
    const world = new SessionWorld(before)
    world.launcher.transcript = []
    const recovered = world.recover()
    const agent = await readyAgent(world)
    await recovered
    expect(agent.sent).toMatchObject([{ content: 'for later' }])
  })
})
