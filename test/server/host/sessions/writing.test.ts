import { expect, test, vi } from 'vitest'
import { ApprovalId, TerminalId } from '#shared/ids.ts'
import { type NewEvent, TWO_WAYS } from '#shared/session/events.ts'
import type { Approval } from '#shared/session/session.ts'
import { sessionHandlers } from '#server/host/handlers/sessionHandlers.ts'
import type { AgentAnswer } from '#server/host/sessions/ports/agent.ts'
import type { Session } from '#server/host/sessions/session.ts'
import { SessionWorld, me } from '#test/support/host/sessionWorld.ts'

const TERMINAL = TerminalId.parse('t1')
const nothing = async () => {}

function lent(session: Session) {
  return session.writing.toTerminal(TERMINAL, nothing)
}

test('a session is lent to a terminal: its process ends, prompts wait, and it goes on when the terminal has ended', async () => {
  const world = new SessionWorld()
  world.launcher.transcript = []
  const session = await world.idle()
  const launch = await lent(session)
  expect(launch).toMatchObject({ session_id: session.state.id, start: 'resume', in_terminal: true })
  expect(session.state).toMatchObject({ status: 'SUSPENDED', writer: { kind: 'terminal', terminal_id: TERMINAL } })
  expect(world.registry.running(session.state.id)).toBe(session)

  world.send(session, 'wait')
  expect(session.header.queue.map(({ content }) => content)).toEqual(['wait'])
  const started = world.launcher.agents.length

  session.writing.giveBack('terminal_closed')
  await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(started + 1))
  world.launcher.agent.ready()
  expect(world.launcher.agent.sent.map(({ content }) => content)).toEqual(['wait'])
  expect(session.state.writer).toBeNull()
})

test('while a turn runs nothing is lent: the turn runs on', async () => {
  const world = new SessionWorld()
  const session = await world.working()
  await expect(session.writing.toTerminal(TERMINAL, nothing)).rejects.toMatchObject({ code: 'SESSION_003' })
  expect(session.state).toMatchObject({ status: 'WORKING', writer: null })
})

test('two ways of the same words are told of each, and each once, by this host or the next', async () => {
  const world = new SessionWorld()
  const session = await world.idle()
  const tell = (prompt_id: string) => session.writing.tellLeftOut({ prompt_id, text: 'continue' })
  const told = () =>
    world
      .events(session.state.id)
      .flatMap((event) => (event.type === 'notice' && event.data.code === TWO_WAYS ? [event.data.details] : []))
  ;['p1', 'p2', 'p1', 'p2'].forEach(tell)
  expect(told()).toEqual([{ prompt_id: 'p1' }, { prompt_id: 'p2' }])
})

test('who else asks for it learns who has it, and nothing changes', async () => {
  const world = new SessionWorld()
  world.launcher.transcript = []
  const session = await world.idle()
  await lent(session)
  await expect(session.writing.toTerminal(TERMINAL, nothing)).rejects.toMatchObject({
    code: 'SESSION_005',
    details: { writer: { kind: 'terminal' } },
  })
  expect(() => session.resume()).toThrow('drives its conversation')
  await expect(session.restart()).rejects.toMatchObject({ code: 'SESSION_005' })
  await expect(session.interrupt()).rejects.toMatchObject({ code: 'SESSION_005' })
  await session.suspend('host_stops')
  expect(session.writing.isLent).toBe(true)
})

test('what is asked in the terminal is a card; the first answer counts, wherever it is given', async () => {
  const world = new SessionWorld()
  world.launcher.transcript = []
  const session = await world.idle()
  await lent(session)
  session.writing.told({ events: [prompt, call('c1'), call('c2')], turn: 'begun' })
  expect(session.state.status).toBe('WORKING')
  const answers: AgentAnswer[] = []
  expect(session.writing.questions.callOf('Bash', { command: 'ls' })).toBe('c2')
  await session.writing.questions.ask(asks('a1', 'c1'), (answer) => answers.push(answer))
  await session.writing.questions.ask(asks('a2', 'c2'), (answer) => answers.push(answer))
  expect(session.state).toMatchObject({ status: 'WAITING', pending_approvals: 2 })

  await session.answer(
    { session_id: session.state.id, approval_id: ApprovalId.parse('a1'), decision: 'allow' },
    { username: 'Mia' },
  )
  expect(answers).toMatchObject([{ decision: 'allow' }])
  session.writing.told({ events: [result('c2')], turn: null })
  expect(session.header.approvals).toEqual([])
  expect(session.state.status).toBe('WORKING')
  await expect(
    session.answer(
      { session_id: session.state.id, approval_id: ApprovalId.parse('a2'), decision: 'deny' },
      { username: 'Mia' },
    ),
  ).rejects.toMatchObject({ code: 'SESSION_004' })
  session.writing.told({ events: [], turn: 'ended' })
  expect(session.state.status).toBe('SUSPENDED')
})

test('an open question of a terminal that ends is withdrawn', async () => {
  const world = new SessionWorld()
  world.launcher.transcript = []
  const session = await world.idle()
  await lent(session)
  await session.writing.questions.ask(asks('a1', 'c1'), () => {})
  session.writing.giveBack(null)
  expect(session.header.approvals).toEqual([])
  expect(world.registry.running(session.state.id)).toBeNull()
})

test('a Claude Code outside that comes while a turn runs is told of at once, and the session makes way when it is over', async () => {
  const world = new SessionWorld()
  const session = await world.working()
  expect(await session.writing.toOutside(4711, nothing)).toBe(false)
  expect(await session.writing.toOutside(4711, nothing)).toBe(false)
  expect(session.state.writer).toMatchObject({ kind: 'outside', pid: 4711 })
  expect(world.notices(session.state.id)).toEqual(['two_writers'])
  world.launcher.agent.endTurn()
  expect(await session.writing.toOutside(4711, nothing)).toBe(true)
  expect(session.state).toMatchObject({ status: 'SUSPENDED', status_reason: 'written_elsewhere' })
})

test('only the owner of the machine ends a Claude Code outside; anybody ends what their own terminal drives', async () => {
  const world = new SessionWorld()
  const { registry, forking } = world
  const session = await world.idle()
  await session.writing.toOutside(4711, nothing)
  const never = null as never
  const handlers = sessionHandlers({ registry, forking, claude: never, deletion: never, setup: never })
  const take = (isOwner: boolean) =>
    handlers['session.control'](
      { session_id: session.state.id, action: 'take_over' },
      { ...me, ...(isOwner ? { is_local_owner: true as const } : {}) },
    )
  await expect(take(false)).rejects.toMatchObject({ code: 'AUTH_006' })
  await expect(take(true)).resolves.toMatchObject({ session_id: session.state.id })
  session.writing.giveBack(null)
  await expect(take(true)).rejects.toMatchObject({ code: 'SESSION_003' })
})

const prompt = { type: 'user_message', content: 'go', data: { message_id: 'm' } } as NewEvent

function call(tool_use_id: string): NewEvent {
  return { type: 'tool_use', data: { tool_use_id, name: 'Bash', input: { command: 'ls' } } }
}

function result(tool_use_id: string): NewEvent {
  return { type: 'tool_result', data: { tool_use_id, is_error: false, content: '' } }
}

function asks(id: string, tool_use_id: string): Approval {
  const approval_id = ApprovalId.parse(id)
  return { approval_id, kind: 'tool', tool_use_id, tool_name: 'Bash', input: { command: 'ls' }, suggestions: [] }
}
