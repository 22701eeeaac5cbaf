import { describe, expect, test, vi } from 'vitest'
import { ApprovalId } from '#shared/ids.ts'
import { me, SessionWorld } from '#test/support/host/sessionWorld.ts'

const approval = ApprovalId.parse('toolu_1')

describe('a turn', () => {
  test('goes from starting to working to idle, and every event is in the log before anybody sees it', async () => {
    const world = new SessionWorld()
    const logged: boolean[] = []
    world.hub.join((event) => {
      if (event.seq !== null) {
        logged.push(world.events(event.session_id).some(({ seq }) => seq === event.seq))
      }
    })
    const session = await world.working()
    expect(session.state.status).toBe('WORKING')
    world.launcher.agent.endTurn()

    expect(world.statuses(session.state.id)).toEqual(['ACTIVE', 'WORKING', 'ACTIVE'])
    expect(session.state).toMatchObject({ turn_count: 1, cost_usd: 0.5, message_count: 1, turn_started_at: null })
    expect(logged).not.toContain(false)
  })

  test('that begins by itself makes the session work', async () => {
    const world = new SessionWorld()
    const session = await world.idle()
    world.launcher.agent.startTurn()
    expect(session.state.status).toBe('WORKING')
  })

  test('names a session that nobody named after its first prompt', async () => {
    const world = new SessionWorld()
    const session = await world.working('Fix the login\nand more')
    expect(session.state.name).toBe('Fix the login')
  })
})

describe('the text of an answer', () => {
  test('streams to followers, pieces of one tick together, and is stored once, whole', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    const deltas: unknown[] = []
    const seat = world.hub.join((event) => {
      if (event.type === 'claude_response' && event.seq === null) {
        deltas.push(JSON.parse(event.payload.toString()))
      }
    })
    seat.follow(session.state.id)
    world.launcher.agent.say('Hel')
    world.launcher.agent.say('lo')
    await vi.waitFor(() => expect(deltas).toHaveLength(1))
    world.launcher.agent.say(' you')
    world.launcher.agent.emit({ kind: 'block', block_id: 'block-1', block_kind: 'text', text: 'Hello you' })

    expect(deltas).toMatchObject([
      { content: 'Hello', data: { offset: 0, chunk_index: 0 } },
      { content: ' you', data: { offset: 5, chunk_index: 1 } },
    ])
    expect(world.events(session.state.id).filter(({ type }) => type === 'claude_response')).toHaveLength(1)
    expect(session.openBlocks()).toEqual([])
  })

  test('so far is there for a viewer that comes in the middle', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    world.launcher.agent.say('half a sen')
    const [block] = session.openBlocks()
    expect(JSON.parse(String(block))).toMatchObject({ content: 'half a sen', data: { offset: 0 } })
  })
})

describe('an approval', () => {
  test('makes the session wait, is answered once, and the answer reaches Claude after the log', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    world.launcher.agent.ask({ approval_id: approval, suggestions: [{ rule: 1 }, { rule: 2 }] })
    expect(session.state).toMatchObject({ status: 'WAITING', pending_approvals: 1 })

    const params = { session_id: session.state.id, approval_id: approval, decision: 'allow' as const, remember: [1] }
    const outcome = await session.answer(params, { username: 'Mia' })
    expect(session.state).toMatchObject({ status: 'WORKING', pending_approvals: 0 })
    expect(world.launcher.agent.answers).toEqual([
      { approval_id: approval, answer: { decision: 'allow', remember: [{ rule: 2 }] } },
    ])
    await expect(session.answer({ ...params, decision: 'deny' }, { username: 'Yan' })).rejects.toThrow(
      expect.objectContaining({ code: 'SESSION_004', details: { outcome } }),
    )
    expect(world.launcher.agent.answers).toHaveLength(1)
  })

  test('is cancelled when Claude withdraws it, and says so to late answers', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    world.launcher.agent.ask({ approval_id: approval })
    world.launcher.agent.emit({ kind: 'approval_withdrawn', approval_id: approval })
    expect(session.state.status).toBe('WORKING')
    await expect(
      session.answer({ session_id: session.state.id, approval_id: approval, decision: 'allow' }, { username: 'Mia' }),
    ).rejects.toThrow(
      expect.objectContaining({ code: 'SESSION_004', message: expect.stringContaining('does not wait') }),
    )
  })

  test('nobody asked for is not found', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    await expect(
      session.answer({ session_id: session.state.id, approval_id: approval, decision: 'allow' }, { username: 'Mia' }),
    ).rejects.toThrow(expect.objectContaining({ code: 'SESSION_002' }))
  })
})

describe('ending', () => {
  test('a session stops its process and is final', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    await session.terminate()
    await session.terminate()
    expect(world.launcher.agent.hasEnded).toBe(true)
    expect(session.state.status).toBe('TERMINATED')
    expect(() => world.send(session, 'hello?')).toThrow(expect.objectContaining({ code: 'SESSION_003' }))
    expect(() => session.resume()).toThrow(expect.objectContaining({ code: 'SESSION_003' }))
  })

  test('a suspended session that is ended stays ended', async () => {
    const world = new SessionWorld()
    const session = await world.idle()
    await session.suspend('host_stopped')
    expect(session.state).toMatchObject({ status: 'SUSPENDED', status_reason: 'host_stopped' })
    await world.registry.find(session.state.id, me).terminate()
    expect(world.registry.find(session.state.id, me).state.status).toBe('TERMINATED')
  })

  test('paused: the turn is cut, what waits is kept in order and goes on when somebody resumes', async () => {
    const world = new SessionWorld()
    const session = await world.working('one')
    world.send(session, 'two')
    world.send(session, 'three')
    const { agent } = world.launcher
    await session.pause()
    expect(agent.hasEnded).toBe(true)
    const { id } = session.state
    const paused = world.registry.find(id, me)
    expect(paused.header).toMatchObject({
      session: { status: 'SUSPENDED', status_reason: 'paused' },
      queue: [{ content: 'two' }, { content: 'three' }],
    })
    await paused.pause()
    paused.resume()
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
    world.launcher.agent.ready()
    expect(world.launcher.agent.sent.map(({ content }) => content)).toEqual(['two'])
  })

  test('while it is being prepared, nothing is launched any more', async () => {
    const world = new SessionWorld()
    const session = await world.idle()
    await session.suspend('host_stopped')
    const again = world.registry.find(session.state.id, me)
    again.resume()
    await again.terminate()
    await vi.waitFor(() => expect(again.state.status).toBe('TERMINATED'))
    expect(world.launcher.agents).toHaveLength(1)
  })
})

describe('bypassing permissions', () => {
  test('ends with the process: a resumed session asks again', async () => {
    const world = new SessionWorld()
    const { id } = await world.registry.create({ project_path: world.folder, permission_mode: 'bypassPermissions' }, me)
    world.launcher.agent.ready()
    expect(world.launcher.agent.launch.permission_mode).toBe('bypassPermissions')
    world.launcher.transcript = []
    world.launcher.agent.exit({ signal: 'SIGKILL' })
    world.registry.find(id, me).resume()
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
    expect(world.launcher.agent.launch.permission_mode).toBe('default')
    expect(world.notices(id)).toContain('permission_mode_reset')
  })
})

describe('a disk that takes nothing', () => {
  test('stops the session and says so; nothing half-written stays', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    const before = world.types(session.state.id)
    fillDisk(world)
    world.launcher.agent.emit({ kind: 'block', block_id: 'b', block_kind: 'text', text: 'lost' })
    expect(session.state).toMatchObject({ status: 'FAILED', status_reason: 'storage_failed' })
    expect(world.launcher.agent.hasEnded).toBe(true)
    expect(world.types(session.state.id)).toEqual(before)
  })

  test('later takes again: the cut turn runs again, and asks again', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    world.launcher.agent.ask({ approval_id: approval })
    const full = fillDisk(world)
    world.launcher.agent.startTurn()
    world.launcher.agent.emit({ kind: 'block', block_id: 'b', block_kind: 'text', text: 'lost' })
    full.mockRestore()

    const again = world.registry.find(session.state.id, me)
    world.send(again, 'go on')
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
    world.launcher.agent.ready()
    expect(world.launcher.agent.sent).toMatchObject([{ content: 'do it' }])
    world.launcher.agent.ask({ approval_id: ApprovalId.parse('toolu_2') })
    expect(again.header.approvals).toMatchObject([{ approval_id: 'toolu_1', tool_use_id: 'toolu_2' }])
    expect(again.state.status).toBe('WAITING')
  })

  test('while a session is woken, it can be woken again later', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    await session.pause()
    const full = fillDisk(world)
    expect(() => session.resume()).toThrow('the disk is full')
    full.mockRestore()
    session.resume()
    expect(session.state).toMatchObject({ status: 'STARTING', status_reason: 'user_request' })
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
  })

  test('while Claude Code dies in a turn, the session is not left waiting for a start that never comes', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    const full = fillDisk(world)
    world.launcher.agent.exit({ signal: 'SIGKILL' })
    full.mockRestore()
    world.time.pass(60_000)
    world.send(session, 'go on')
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
  })

  test('while a process is about to be started, the host lives on and the session says so', async () => {
    const world = new SessionWorld()
    const session = await world.idle()
    await session.options.setPermissionMode('bypassPermissions')
    world.launcher.transcript = []
    await session.pause()
    session.resume()
    const full = fillDisk(world)
    await vi.waitFor(() => expect(session.state).toMatchObject({ status_reason: 'storage_failed' }))
    full.mockRestore()
    expect(world.launcher.agents).toHaveLength(1)
    session.resume()
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
  })
})

function fillDisk(world: SessionWorld) {
  return vi.spyOn(world.store, 'append').mockImplementation(() => {
    throw new Error('the disk is full')
  })
}
