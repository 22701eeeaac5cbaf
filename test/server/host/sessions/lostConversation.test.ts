import { expect, test, vi } from 'vitest'
import { SessionWorld } from '#test/support/host/sessionWorld.ts'

/** A session with one turn behind it, asleep, whose transcript was deleted. */
async function lost() {
  const world = new SessionWorld()
  const session = await world.working('remember the harbour')
  world.launcher.agent.emit({ kind: 'block', block_id: 'b', block_kind: 'text', text: 'The harbour it is.' })
  world.launcher.agent.endTurn()
  await session.pause()
  world.launcher.isLost = true
  return { world, session }
}

test('a conversation that Claude Code has lost is told before anything is sent, and the prompt waits', async () => {
  const { world, session } = await lost()
  world.send(session, 'and now?')
  await vi.waitFor(() => expect(session.state.status).toBe('FAILED'))
  expect(session.state.status_reason).toBe('conversation_gone')
  expect(session.header.queue).toMatchObject([{ content: 'and now?' }])
  expect(world.launcher.agents).toHaveLength(1)
  expect(world.notices(session.state.id)).toEqual(['conversation_gone'])
})

test('started over, Claude gets what was said before the first prompt, and the log shows the prompt alone', async () => {
  const { world, session } = await lost()
  world.send(session, 'and now?')
  await vi.waitFor(() => expect(session.state.status).toBe('FAILED'))
  session.startOver()
  await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
  const { agent } = world.launcher
  expect(agent.launch.start).toBe('new')
  agent.ready()
  expect(agent.sent).toHaveLength(1)
  expect(agent.sent[0]?.content).toMatch(/User: remember the harbour\s+You: The harbour it is\.[^]*and now\?$/)
  const prompts = world.events(session.state.id).filter(({ type }) => type === 'user_message')
  expect(prompts.map(({ content }) => content)).toEqual(['remember the harbour', 'and now?'])
})

test('what Claude is told of a long conversation is bounded', async () => {
  const { world, session } = await lost()
  world.launcher.isLost = false
  session.resume()
  await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(2))
  const { agent } = world.launcher
  agent.ready()
  for (let index = 0; index < 40; index += 1) {
    world.send(session, `${index} ${'long '.repeat(2_000)}`)
    agent.endTurn()
  }
  await session.pause()
  world.launcher.isLost = true
  world.send(session, 'and now?')
  await vi.waitFor(() => expect(session.state.status).toBe('FAILED'))
  session.startOver()
  await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(3))
  world.launcher.agent.ready()
  expect(world.launcher.agent.sent[0]?.content.length).toBeLessThan(30_000)
  expect(world.launcher.agent.sent[0]?.content).toContain('User: 39 long')
})

test('nothing is started over while the conversation is there', async () => {
  const world = new SessionWorld()
  const session = await world.idle()
  expect(() => session.startOver()).toThrow(expect.objectContaining({ code: 'SESSION_003' }))
})
