import { describe, expect, test, vi } from 'vitest'
import { ApprovalId } from '#shared/ids.ts'
import type { Session } from '#server/host/sessions/session.ts'
import { me, SessionWorld } from '#test/support/host/sessionWorld.ts'

const first = ApprovalId.parse('toolu_1')
const second = ApprovalId.parse('toolu_2')

/** How the process that asked goes, and how one that runs the turn again comes. */
const stops = {
  'Homeport stops': async (session: Session) => session.suspend('host_stopped'),
  'somebody pauses the session': async (session: Session) => session.pause(),
  'the session is handed to the next host': async (session: Session) => session.suspend('host_renewed'),
} as const

async function waiting(world: SessionWorld, input = { command: 'rm -r build' }) {
  const session = await world.working()
  world.launcher.agent.emit({ kind: 'tool_use', tool_use_id: first, name: 'Bash', input })
  world.launcher.agent.ask({ approval_id: first, input })
  world.launcher.transcript = world.launcher.agent.sent.map(({ message_id }) => message_id)
  return session
}

async function runAgain(world: SessionWorld) {
  await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
  const { agent } = world.launcher
  expect(agent.launch.start).toBe('resume_interrupted')
  agent.ready()
  agent.startTurn()
  return agent
}

function answer(session: Session, more: { decision?: 'allow' | 'deny'; approval_id?: ApprovalId } = {}) {
  return session.answer(
    { session_id: session.state.id, approval_id: first, decision: 'allow', ...more },
    { username: 'Mia' },
  )
}

function results(world: SessionWorld, session: Session) {
  return world.events(session.state.id).flatMap((event) => (event.type === 'tool_result' ? [event] : []))
}

describe.each(Object.keys(stops) as (keyof typeof stops)[])('what waits for an answer when %s', (how) => {
  test('waits on as the same approval, and nothing claims that it ran', async () => {
    const world = new SessionWorld()
    const session = await waiting(world)
    await stops[how](session)
    expect(session.state).toMatchObject({ status: 'SUSPENDED', pending_approvals: 1 })
    expect(session.header.approvals).toMatchObject([{ approval_id: first }])
    expect(world.types(session.state.id)).not.toContain('approval_resolved')
    expect(world.types(session.state.id)).not.toContain('turn_completed')
    expect(results(world, session)).toEqual([])
    expect(world.launcher.agent.stopped).toEqual({ keepsTurn: true })
    expect(world.store.attended(me.user_id)).toMatchObject([{ id: session.state.id }])
  })

  test('is asked again under its id once the turn runs again, and says so', async () => {
    const world = new SessionWorld()
    const session = await waiting(world)
    await stops[how](session)
    session.resume()
    const agent = await runAgain(world)
    agent.ask({ approval_id: second, input: { command: 'rm -r build' } })
    expect(session.header.approvals).toMatchObject([{ approval_id: first, tool_use_id: second }])
    expect(world.notices(session.state.id)).toEqual(['approval_asked_again'])
    expect(results(world, session)).toMatchObject([{ data: { tool_use_id: first } }])
    await answer(session)
    expect(agent.answers).toMatchObject([{ approval_id: second, answer: { decision: 'allow' } }])
  })

  test.each(['allow', 'deny'] as const)('takes an answer (%s) meanwhile, which Claude gets', async (decision) => {
    const world = new SessionWorld()
    const session = await waiting(world)
    await stops[how](session)
    expect(await answer(session, { decision })).toMatchObject({ decision, answered_by: 'Mia' })
    const agent = await runAgain(world)
    agent.ask({ approval_id: second, input: { command: 'rm -r build' } })
    expect(agent.answers).toMatchObject([{ approval_id: second, answer: { decision } }])
    expect(session.header.approvals).toEqual([])
    expect(world.store.owedAnswers(session.state.id)).toEqual([])
    expect(world.notices(session.state.id)).toContain('answer_handed_over')
  })

  test('an answer given meanwhile counts for nothing but what was shown', async () => {
    const world = new SessionWorld()
    const session = await waiting(world)
    await stops[how](session)
    await answer(session)
    const agent = await runAgain(world)
    agent.ask({ approval_id: second, input: { command: 'rm -r /' } })
    expect(agent.answers).toEqual([])
    expect(session.header.approvals).toMatchObject([{ approval_id: second, input: { command: 'rm -r /' } }])
    expect(world.notices(session.state.id)).toEqual(['approval_changed'])
    expect(world.store.owedAnswers(session.state.id)).toEqual([])
  })

  test('is given up by an interrupt, and never asked again', async () => {
    const world = new SessionWorld()
    const session = await waiting(world)
    await stops[how](session)
    await session.interrupt()
    expect(session.state).toMatchObject({ status: 'SUSPENDED', pending_approvals: 0 })
    session.resume()
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
    expect(world.launcher.agent.launch.start).toBe('resume')
  })

  test('ends with a turn that does not ask again, and says that it was not run', async () => {
    const world = new SessionWorld()
    const session = await waiting(world)
    await stops[how](session)
    session.resume()
    const agent = await runAgain(world)
    agent.endTurn()
    expect(session.state).toMatchObject({ status: 'ACTIVE', pending_approvals: 0 })
    expect(world.notices(session.state.id)).toEqual(['approval_not_asked_again'])
    expect(results(world, session)).toMatchObject([{ data: { content: expect.stringMatching(/^Not run/) } }])
  })
})

test('an answer that was given after the host died is handed over by the next one', async () => {
  const before = new SessionWorld()
  const { state } = await waiting(before)
  const world = new SessionWorld(before)
  world.launcher.transcript = before.launcher.transcript
  const recovered = world.recover()
  const session = world.registry.find(state.id, me)
  await answer(session)
  await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(1))
  world.launcher.agent.ready()
  await recovered
  world.launcher.agent.ask({ approval_id: second, input: { command: 'rm -r build' } })
  expect(world.launcher.agent.answers).toMatchObject([{ approval_id: second, answer: { decision: 'allow' } }])
})

test('a session that is ended takes what waited with it, and says that it was not run', async () => {
  const world = new SessionWorld()
  const session = await waiting(world)
  await session.pause()
  await session.terminate()
  expect(session.header.approvals).toEqual([])
  expect(results(world, session)).toMatchObject([{ data: { content: expect.stringMatching(/^Not run/) } }])
})
