import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { member, owner } from '#test/support/host/hostWorld.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

const COMMANDS = ['/config verbose=true', ' /Config model=opus', '\n/settings theme=light', '/output-style explanatory']
const MORE = ['/autocompact 200000', '/mcp disable x', '/config', '/auto-mode-setup --wizard posture=personal']

test('no command of a member changes the settings of the owner or of the folder, sent or put into the queue', async () => {
  const world = await TrustWorld.start(member)
  const folder = path.join(world.home, 'plain')
  const settings = path.join(world.home, '.claude', 'settings.json')
  const local = path.join(folder, '.claude', 'settings.local.json')
  mkdirSync(folder)
  mkdirSync(path.dirname(settings))
  writeFileSync(settings, '{}')
  const { id: session_id } = await world.create({ path: folder })
  await world.turn(session_id, 'hello')
  for (const content of [...COMMANDS, ...MORE]) {
    await expect(world.world.call('message.send', { session_id, content }, member)).rejects.toMatchObject({
      code: 'SESSION_003',
    })
  }
  const wait = '@tool Bash {"command":"x","description":"d"}'
  await world.world.call('message.send', { session_id, content: wait }, member)
  await world.world.until(session_id, member, ({ status }) => status === 'WAITING')
  const { message_id } = await world.world.call('message.send', { session_id, content: 'later' }, member)
  await expect(
    world.world.call('message.edit', { session_id, message_id, content: '/config verbose=true' }, member),
  ).rejects.toMatchObject({ code: 'SESSION_003' })
  expect(readFileSync(settings, 'utf8')).toBe('{}')
  expect(existsSync(local)).toBe(false)
})

test('words that only look like such a command, and other commands, are sent', async () => {
  const world = await TrustWorld.start(member)
  const { id } = await world.create()
  const sent = ['what does /config do?', '/configure', '/context', '/mcp:tool', 'a\n/config x']
  for (const content of sent) {
    await world.turn(id, content)
  }
  expect((await world.get(id)).turn_count).toBe(sent.length)
})

test('the owner changes their own settings by command', async () => {
  const world = await TrustWorld.start(owner)
  const { id } = await world.create()
  await world.turn(id, '/config verbose=true')
  await expect.poll(() => existsSync(path.join(world.home, '.claude', 'settings.json')), { timeout: 20_000 }).toBe(true)
})
