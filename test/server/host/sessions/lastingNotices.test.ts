import { expect, test } from 'vitest'
import { SessionWorld } from '#test/support/host/sessionWorld.ts'

const down = {
  kind: 'notice',
  level: 'warning',
  code: 'mcp_server_down',
  text: 'The server “mail” does not work.',
} as const

test('what stays so is told once in a session, not at each start; what happened anew is told again', async () => {
  const world = new SessionWorld()
  const session = await world.idle()
  const told = () => world.types(session.state.id).filter((type) => type === 'notice').length
  const before = told()
  world.launcher.agent.emit({ ...down, is_lasting: true })
  world.launcher.agent.emit({ ...down, is_lasting: true })
  expect(told()).toBe(before + 1)
  world.launcher.agent.emit({ ...down, text: 'The server “files” does not work.', is_lasting: true })
  world.launcher.agent.emit(down)
  expect(told()).toBe(before + 3)

  const other = await world.idle()
  world.launcher.agent.emit({ ...down, is_lasting: true })
  expect(world.events(other.state.id)).toContainEqual(expect.objectContaining({ type: 'notice', content: down.text }))
})
