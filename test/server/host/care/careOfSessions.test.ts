import { expect, test } from 'vitest'
import { HostWorld, owner } from '#test/support/host/hostWorld.ts'

test('a fresh process takes the place of one that rests, with the conversation; while a turn runs it is refused', async () => {
  const world = await HostWorld.start()
  const { id } = await world.create(owner, { claude_token: 'sk-ant-api03-testtoken-mustnotleak' })
  const before = await world.until(id, owner, ({ status }) => status === 'ACTIVE')
  const send = (content: string) => world.call('message.send', { session_id: id, content }, owner)
  await send('@slow 50\n@tokens 40')
  await world.until(id, owner, ({ status }) => status === 'WORKING')
  const recycle = () => world.call('session.control', { session_id: id, action: 'recycle' }, owner)
  await expect(recycle()).rejects.toMatchObject({ code: 'SESSION_003' })
  await world.until(id, owner, ({ status, turn_count }) => status === 'ACTIVE' && turn_count === 1)
  expect((await world.call('session.get', { session_id: id }, owner)).process_id).toBe(before.process_id)

  await recycle()
  const after = await world.until(
    id,
    owner,
    ({ status, process_id }) => status === 'ACTIVE' && process_id !== null && process_id !== before.process_id,
  )
  await send('still the same conversation?')
  await world.until(id, owner, ({ turn_count }) => turn_count === 2)
  expect(world.api.requests.at(-1)).toMatchObject({ prompts_before: 1 })
  const info = await world.call('session.info', { session_id: id }, owner)
  expect(info).toMatchObject({ process_id: after.process_id, claude: { running: info.claude.installed } })
})

test('a process that needs more memory than it may is not started again and again; without the limit the next message goes on', async () => {
  const world = await HostWorld.start({ HOMEPORT_SESSIONS_MEMORY_HARD_MB: '40' })
  await world.call('claude_token.set', { token: 'sk-ant-api03-testtoken-mustnotleak' }, owner)
  const { id } = await world.create(owner)
  const stopped = await world.until(id, owner, ({ status }) => status === 'SUSPENDED')
  expect(stopped).toMatchObject({ status_reason: 'memory_limit', process_id: null })
  const info = await world.call('session.info', { session_id: id }, owner)
  expect(info.limits).toMatchObject({
    memory_bytes: 40 * 1024 * 1024,
    memory_kept_by: expect.not.stringMatching('nothing'),
  })
  const notices = (await world.events(id, owner)).flatMap((event) => (event.type === 'notice' ? [event.data.code] : []))
  expect(notices).toEqual(['memory_limit'])

  const roomy = await world.restarted({})
  await roomy.call('message.send', { session_id: id, content: 'go on' }, owner)
  await roomy.until(id, owner, ({ turn_count }) => turn_count === 1)
})
