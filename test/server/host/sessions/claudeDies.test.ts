import { describe, expect, test, vi } from 'vitest'
import { ApprovalId, MessageId } from '#shared/ids.ts'
import { me, SessionWorld } from '#test/support/host/sessionWorld.ts'

const approval = ApprovalId.parse('toolu_1')

describe('when Claude Code dies', () => {
  test('what it said is kept, everything open is closed, and it is started again to go on with the turn', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    const { agent } = world.launcher
    agent.emit({ kind: 'tool_use', tool_use_id: 'toolu_9', name: 'Bash', input: {} })
    agent.ask({ approval_id: approval })
    agent.say('I was about t')
    agent.exit({ signal: 'SIGKILL', stderr: 'boom' })

    const { id } = session.state
    const events = world.events(id)
    expect(events).toContainEqual(
      expect.objectContaining({ content: 'I was about t', data: expect.objectContaining({ aborted: true }) }),
    )
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'tool_result', data: expect.objectContaining({ is_error: true }) }),
    )
    expect(events.map(({ type }) => type)).not.toContain('turn_completed')
    expect(events).toContainEqual(expect.objectContaining({ type: 'notice', content: expect.stringContaining('boom') }))
    expect(session.state).toMatchObject({ status: 'STARTING', status_reason: 'claude_crashed', pending_approvals: 1 })

    world.launcher.transcript = agent.sent.map(({ message_id }) => message_id)
    world.send(session, 'go on')
    world.time.pass(500)
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
    const again = world.launcher.agent
    expect(again.launch.start).toBe('resume_interrupted')
    again.ready()
    again.startTurn()
    expect(again.sent).toEqual([])
    again.endTurn()
    expect(again.sent).toMatchObject([{ content: 'go on' }])
  })

  test('a cut turn behind which somebody else went on is told as lost at once, and what waits goes', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    world.launcher.transcript = world.launcher.agent.sent.map(({ message_id }) => message_id)
    world.launcher.agent.exit({ signal: 'SIGKILL' })
    world.send(session, 'go on')
    const asked = { message_id: MessageId.parse(crypto.randomUUID()) }
    session.writing.told({ events: [{ type: 'user_message', content: 'outside', data: asked }], turn: 'begun' })
    world.time.pass(500)
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
    const { agent } = world.launcher
    expect(agent.launch.start).toBe('resume')
    agent.ready()
    world.time.pass(0)
    expect(agent.sent).toMatchObject([{ content: 'go on' }])
    expect(world.store.sentMessages(session.state.id).map(({ message }) => message.content)).toEqual(['go on'])
  })

  test('a turn that kills it each time is tried again three times, later and later; what waits is kept', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    world.launcher.transcript = world.launcher.agent.sent.map(({ message_id }) => message_id)
    world.send(session, 'later')
    for (const [index, delay] of [500, 5_000, 30_000].entries()) {
      world.launcher.agent.exit({ signal: 'SIGSEGV' })
      world.time.pass(delay - 1)
      await new Promise(setImmediate)
      expect(world.launcher.agents).toHaveLength(index + 1)
      world.time.pass(1)
      await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(index + 2))
      world.launcher.agent.ready()
      world.launcher.agent.startTurn()
    }
    world.launcher.agent.exit({ signal: 'SIGSEGV' })
    expect(session.state).toMatchObject({ status: 'SUSPENDED', status_reason: 'claude_crashed' })
    expect(session.header.queue).toMatchObject([{ content: 'later' }])
    expect(world.notices(session.state.id)).toEqual([
      'claude_restarts',
      'claude_restarts',
      'claude_restarts',
      'claude_crashed',
    ])
    expect(world.types(session.state.id).filter((type) => type === 'turn_completed')).toHaveLength(1)
  })

  test('stopped by a person while it waits to be started again, the turn is not taken up', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    world.launcher.agent.exit({ signal: 'SIGKILL' })
    await session.terminate()
    world.time.pass(60_000)
    await new Promise(setImmediate)
    expect(world.launcher.agents).toHaveLength(1)
    expect(session.state.status).toBe('TERMINATED')
  })

  test('before it ever was ready, it is tried once more, then the session has failed and keeps its prompts', async () => {
    const world = new SessionWorld()
    const session = await world.create()
    world.send(session, 'hello')
    world.launcher.agent.exit({ code: 1 })
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
    world.launcher.agent.exit({ code: 1, stderr: 'bad flag' })
    expect(session.state.status).toBe('FAILED')
    expect(world.notices(session.state.id)).toEqual(['claude_start_failed'])

    const again = world.registry.find(session.state.id, me)
    world.send(again, 'and now?')
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(3))
    world.launcher.agent.ready()
    world.launcher.agent.endTurn()
    expect(world.launcher.agent.sent.map(({ content }) => content)).toEqual(['hello', 'and now?'])
  })

  test('because it is not there, the session has failed at once, with the reason', async () => {
    const world = new SessionWorld()
    const session = await world.create()
    world.launcher.agent.exit({ start_problem: 'Claude Code was not found.' })
    expect(session.state.status).toBe('FAILED')
    expect(world.events(session.state.id)).toContainEqual(
      expect.objectContaining({ type: 'notice', content: expect.stringContaining('was not found') }),
    )
  })
})
