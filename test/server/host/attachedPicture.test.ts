import { expect, test } from 'vitest'
import { HostWorld, owner } from '#test/support/host/hostWorld.ts'

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('the real Claude Code takes a message with a picture and a text, and answers it', async () => {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: 'sk-ant-api03-the-owners-own' }, owner)
  const { id } = await world.create(owner)
  const data = Buffer.from('all of the log').toString('base64')
  const picture = await world.call('attachment.add', { session_id: id, name: 'pixel.png', data: PIXEL }, owner)
  const text = await world.call('attachment.add', { session_id: id, name: 'log.txt', data }, owner)
  const attachments = [picture.sha256, text.sha256]
  await world.call('message.send', { session_id: id, content: 'What is this?', attachments }, owner)
  await world.until(id, owner, ({ turn_count }) => turn_count === 1)
  const events = await world.events(id, owner)
  expect(events.find(({ type }) => type === 'user_message')?.data).toMatchObject({ attachments: [picture, text] })
  expect(events.find(({ type }) => type === 'turn_completed')?.data).toMatchObject({ is_error: false })
  expect(JSON.stringify(world.api.requests)).toContain('all of the log')
})
