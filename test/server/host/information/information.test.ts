import { expect, test } from 'vitest'
import { HostWorld, member, owner } from '#test/support/host/hostWorld.ts'

test('a session tells its process, what it takes and what became of it; a restart brings another process', async () => {
  const world = await HostWorld.start({ NPM_TOKEN: 'hidden', EDITOR: 'vi' })
  const { id } = await world.create(owner, { claude_token: 'sk-ant-api03-testtoken-mustnotleak' })
  const running = await world.until(id, owner, ({ status }) => status === 'ACTIVE')
  expect(running.process_id).toBeGreaterThan(1)
  const info = await world.call('session.info', { session_id: id }, owner)
  expect(info).toMatchObject({
    runner: 'local',
    process_id: running.process_id,
    usage: { processes: expect.any(Number), rss_bytes: expect.any(Number) },
    limits: { memory_bytes: null, cpu_percent: null },
  })
  await expect(world.call('session.info', { session_id: id }, member)).rejects.toMatchObject({ code: 'SESSION_002' })

  await world.call('session.control', { session_id: id, action: 'restart' }, owner)
  const again = await world.until(id, owner, ({ status, process_id }) => status === 'ACTIVE' && process_id !== null)
  expect(again.process_id).not.toBe(running.process_id)

  const pid = again.process_id ?? 0
  process.kill(pid, 'SIGKILL')
  const dead = await world.until(id, owner, ({ status }) => status === 'SUSPENDED')
  expect(dead.process_id).toBeNull()
  const { entries } = await world.call('session.logs', { session_id: id }, owner)
  const runner = entries.filter(({ source }) => source === 'runner').map(({ text }) => text)
  expect(runner).toEqual([
    'Ended unexpectedly by signal SIGKILL.',
    expect.stringMatching(`^Started as process ${pid} in `),
    expect.stringMatching(/^Ended as asked/),
    expect.stringMatching(`^Started as process ${running.process_id} in `),
  ])
  await expect(world.call('session.logs', { session_id: id }, member)).rejects.toMatchObject({ code: 'SESSION_002' })

  const { variables } = await world.call('session.environment', { session_id: id }, owner)
  expect(variables).toContainEqual({ name: 'EDITOR', value: 'vi' })
  expect(variables).toContainEqual({ name: 'NPM_TOKEN', value: null })
  expect(variables.filter(({ name }) => name.startsWith('HOMEPORT'))).toEqual([])
  expect(JSON.stringify({ entries, variables })).not.toMatch(/hidden|mustnotleak/)
})
