import { rm, readdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import type { SessionId } from '#shared/ids.ts'
import { HostWorld, owner } from '#test/support/host/hostWorld.ts'

vi.setConfig({ testTimeout: 90_000 })

const prompts = ['the first word is harbour', 'the second is mast', 'the third is anchor']

/** A session of the real Claude Code with three turns behind it. */
async function talked() {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, owner)
  const { id } = await world.create(owner)
  for (const prompt of prompts) {
    await world.turn(id, prompt, owner)
  }
  const events = await world.events(id, owner)
  const messages = events.flatMap((event) => (event.type === 'user_message' ? [event.data.message_id] : []))
  const turns = events.flatMap((event) => (event.type === 'turn_completed' ? [event.data.turn_id] : []))
  return { world, id, messages, turns }
}

/** How many prompts Claude was shown before this one. */
async function knownBefore(world: HostWorld, id: SessionId, prompt: string): Promise<number | undefined> {
  await world.turn(id, prompt, owner)
  return world.api.requests.findLast((request) => request.prompt === prompt)?.prompts_before
}

test('a fork knows what was said up to its point and nothing of what came after; the other session goes on by itself', async () => {
  const { world, id, messages, turns } = await talked()
  const known = async (at: object, prompt: string) => {
    const fork = await world.call('session.fork', { session_id: id, ...at }, owner)
    return [fork.id, await knownBefore(world, fork.id, prompt)] as const
  }
  const [whole, inWhole] = await known({}, 'in the whole')
  const [behind, inBehind] = await known({ after_turn_id: turns[0] }, 'behind the first')
  const [, inBefore] = await known({ before_message_id: messages[2] }, 'before the third')
  const [, inAfresh] = await known({ before_message_id: messages[0] }, 'from the beginning')
  expect([inWhole, inBehind, inBefore, inAfresh]).toEqual([3, 1, 2, 0])
  // Claude Code itself goes on counting what the first conversation has used.
  const costOf = async (one: SessionId) => (await world.call('session.get', { session_id: one }, owner)).cost_usd
  expect(await costOf(whole)).toBeLessThan((await costOf(id)) / 2)
  expect(await knownBefore(world, id, 'in the old one')).toBe(3)
  // And each goes on by itself.
  expect(await knownBefore(world, behind, 'once more')).toBe(2)

  const used = await world.call('usage.read', {}, owner)
  const { sessions } = await world.call('session.list', {}, owner)
  expect(sessions).toHaveLength(5)
  expect(sessions.reduce((sum, { cost_usd }) => sum + cost_usd, 0)).toBeCloseTo(used.total.cost_usd, 6)
  expect(used.total.turns).toBe(9)
})

test('a fork of a fork, over a restart and after the other conversation went on, still knows its own part alone', async () => {
  const { world, id, messages } = await talked()
  const fork = await world.call('session.fork', { session_id: id }, owner)
  await world.until(fork.id, owner, ({ status }) => status === 'ACTIVE')
  expect(await knownBefore(world, id, 'the old one goes on')).toBe(3)
  const again = await world.restarted()
  // Nothing was said in the fork yet, so Claude Code has no conversation of it.
  const early = await again.call('session.fork', { session_id: fork.id }, owner)
  const earlier = await again.call('session.fork', { session_id: fork.id, before_message_id: messages[1] ?? '' }, owner)
  expect(await knownBefore(again, early.id, 'in the early fork')).toBe(3)
  expect(await knownBefore(again, earlier.id, 'in the earlier fork')).toBe(1)
  expect(await knownBefore(again, fork.id, 'in the fork')).toBe(3)
  const second = await again.call('session.fork', { session_id: fork.id }, owner)
  expect(await knownBefore(again, second.id, 'in the second fork')).toBe(4)
})

test('what was summed up, forgotten or lost is no place to fork from, and that is said', async () => {
  const { world, id, messages } = await talked()
  await world.turn(id, '/compact', owner)
  const session_id = id
  const summedUp = world.call('session.fork', { session_id, before_message_id: messages[1] ?? '' }, owner)
  await expect(summedUp).rejects.toMatchObject({ code: 'SESSION_003', message: expect.stringContaining('summed up') })
  const whole = await world.call('session.fork', { session_id }, owner)
  await world.turn(whole.id, 'after the summary', owner)

  await world.turn(id, '/clear', owner)
  const forgotten = world.call('session.fork', { session_id, before_message_id: messages[1] ?? '' }, owner)
  await expect(forgotten).rejects.toMatchObject({ code: 'SESSION_003' })

  const transcripts = path.join(path.dirname(world.paths.dataDir), '.claude', 'projects')
  for (const folder of await readdir(transcripts)) {
    await rm(path.join(transcripts, folder), { recursive: true })
  }
  const lost = world.call('session.fork', { session_id: whole.id }, owner)
  await expect(lost).rejects.toMatchObject({
    code: 'SESSION_003',
    message: expect.stringContaining('transcript is gone'),
  })
})
