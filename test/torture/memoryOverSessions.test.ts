import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { SessionId } from '#shared/ids.ts'
import { openConversations } from '#server/host/claude/transcripts/conversations.ts'
import { SessionLog } from '#server/host/information/sessionLog.ts'
import { Checkpoints } from '#server/host/workspaces/checkpoints/checkpoints.ts'
import type { KeeperPort } from '#server/host/workspaces/checkpoints/keeperThread.ts'
import { FakeTime } from '#test/fakes/fakeTime.ts'
import { SessionWorld } from '#test/support/host/sessionWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

vi.setConfig({ testTimeout: 300_000 })

const SESSIONS = 2_000
const WARM_UP = 200
const PARTS = 4
/** What a session that has ended may leave in memory: less than one entry of a map with an id in it. */
const MOST_BYTES_LEFT = 100

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/**
 * What each of many sessions leaves in memory, once those before have filled what has a bound: in the part of them that left
 * least, since what is compiled meanwhile takes memory too, and only once.
 */
async function leftOfEach(one: (index: number) => Promise<void> | void): Promise<number> {
  for (let index = 0; index < WARM_UP; index += 1) {
    await one(index)
  }
  const parts: number[] = []
  const size = SESSIONS / PARTS
  for (let part = 0; part < PARTS; part += 1) {
    const before = heap()
    for (let index = 0; index < size; index += 1) {
      await one(WARM_UP + part * size + index)
    }
    parts.push((heap() - before) / size)
  }
  return Math.min(...parts)
}

function heap(): number {
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

const idOf = (index: number) => SessionId.parse(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`)

/** A keeper that keeps nothing. */
const keeper: KeeperPort = {
  ask: (kind) => Promise.resolve((kind === 'measure' ? { paths: [], additions: 0, deletions: 0 } : null) as never),
  span: () => {},
  ownWrite: () => {},
}

test(`${SESSIONS} sessions with a turn each leave nothing in memory once they have ended`, async () => {
  const world = new SessionWorld()
  const native = { start: () => Promise.resolve(() => Promise.resolve()) }
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const { hub, store, time: clock } = world
  const checkpoints = new Checkpoints({ keeper, native, sink: hub, store, clock, timers: clock, log })
  hub.join((event) => checkpoints.take(event))
  hub.onFollowed((id, isFollowed) => checkpoints.followed(id, isFollowed))
  const left = await leftOfEach(async () => {
    const session = await world.working()
    world.launcher.agent.endTurn()
    await session.terminate()
    world.launcher.agents.length = 0
    world.published.length = 0
  })
  await checkpoints.close()
  expect(left).toBeLessThan(MOST_BYTES_LEFT)
})

test('what sessions said lately is known of those alone that said something lately', async () => {
  const time = new FakeTime()
  const log = new SessionLog({
    rows: { insert: () => {}, read: () => ({ entries: [], next_before: null }) },
    clock: time,
  })
  const left = await leftOfEach((index) => {
    log.note(idOf(index), 'claude', 'a line')
    time.pass(1_000)
  })
  expect(left).toBeLessThan(MOST_BYTES_LEFT)
})

test('which conversation a session is at lies in its file, which goes with the session', async () => {
  const folder = path.join(temporaryFolder(), 'conversations')
  mkdirSync(folder)
  const conversations = openConversations(folder)
  const left = await leftOfEach((index) => {
    conversations.moved(idOf(index), idOf(index + 1))
    if (index % 2 === 0) {
      conversations.forget(idOf(index))
    }
  })
  expect(left).toBeLessThan(MOST_BYTES_LEFT)
  expect(readdirSync(folder)).toHaveLength((SESSIONS + WARM_UP) / 2)
  expect(conversations.current(idOf(1))).toBe(idOf(2))
  expect(conversations.current(idOf(2))).toBe(idOf(2))
})
