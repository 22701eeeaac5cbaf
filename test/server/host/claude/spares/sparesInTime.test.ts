import { expect, test } from 'vitest'
import { UserId } from '#shared/ids.ts'
import type { SpawnRequest } from '#server/host/claude/process/spawnClaude.ts'
import { ClaudeSpares } from '#server/host/claude/spares/spares.ts'
import type { Program, Runner } from '#server/host/runners/runner.ts'
import { CountingIds, FakeTime } from '#test/fakes/fakeTime.ts'

const user_id = UserId.parse('me')
const wish = {
  user_id,
  cwd: '/p',
  model: null,
  permission_mode: 'default',
  permission_mode_chosen: false,
  effort: null,
} as const
const MINUTE_MS = 60_000

const nothing = () => {}

/** What would be started: only what is compared of it. */
const request = (cwd: string): SpawnRequest =>
  ({
    binary: '/claude',
    version: '1',
    cwd,
    plan: { args: [], env: {}, secret: null, hidden: [], settings: {} },
  }) as never

function world() {
  const time = new FakeTime()
  const started: Program[] = []
  const ended: number[] = []
  const runner: Runner = {
    start: (program) => {
      started.push(program)
      return {
        handle: { pid: started.length, started: null },
        write: nothing,
        endInput: nothing,
        pause: nothing,
        resume: nothing,
      }
    },
    startedBy: () => [],
    stop: ({ pid }) => Promise.resolve(void ended.push(pid)),
    kill: () => Promise.resolve(),
    usage: () => Promise.resolve({ cpu_percent: null, rss_bytes: 0, processes: 0 }),
    limitsOf: () => ({ memory_bytes: null, cpu_percent: null, memory_kept_by: 'watched', cpu_kept_by: 'watched' }),
    files: { folder: () => 'usable' },
  }
  const facts = { state: 'as it was' as string | null, isOn: true, hasRoom: true }
  const spares = new ClaudeSpares({
    isOn: () => facts.isOn,
    prepare: ({ cwd }) => Promise.resolve(request(cwd)),
    stateOf: () => Promise.resolve(facts.state),
    runner,
    ids: new CountingIds(),
    clock: time,
    timers: time,
  })
  const pass = async (ms: number) => {
    time.pass(ms)
    // All that waits here is settled already.
    for (let turn = 0; turn < 20; turn += 1) {
      await Promise.resolve()
    }
  }
  return { spares, facts, started, ended, pass, want: () => spares.want(wish, () => facts.hasRoom) }
}

test('one is started a moment after a session was begun, and ends when none was begun for ten minutes', async () => {
  const { spares, started, ended, pass, want } = world()
  want()
  expect(started).toEqual([])
  await pass(3_000)
  expect([started.length, spares.count(), spares.count(user_id)]).toEqual([1, 1, 1])
  for (let minutes = 0; minutes < 9; minutes += 1) {
    await pass(MINUTE_MS)
  }
  expect([started.length, ended]).toEqual([1, []])
  await pass(2 * MINUTE_MS)
  expect([spares.count(), ended]).toEqual([0, [1]])
  await pass(60 * MINUTE_MS)
  expect(started).toHaveLength(1)
})

test('one that is out of date is replaced, and none is started of which it could not be known', async () => {
  const { spares, facts, started, ended, pass, want } = world()
  want()
  await pass(3_000)
  facts.state = 'another'
  await pass(MINUTE_MS)
  expect([started.length, ended, spares.count()]).toEqual([2, [1], 1])
  facts.state = null
  await pass(MINUTE_MS)
  expect([started.length, ended, spares.count()]).toEqual([2, [1, 2], 0])
})

test('none is started while no more may run, or where it is switched off; and none once all is closed', async () => {
  const { spares, facts, started, ended, pass, want } = world()
  facts.hasRoom = false
  want()
  await pass(3_000)
  expect(started).toEqual([])
  facts.hasRoom = true
  await pass(MINUTE_MS)
  expect(started).toHaveLength(1)
  facts.isOn = false
  await pass(MINUTE_MS)
  expect([spares.count(), ended]).toEqual([0, [1]])
  facts.isOn = true
  want()
  await spares.close()
  await pass(MINUTE_MS)
  want()
  await pass(MINUTE_MS)
  expect(started).toHaveLength(1)
})

test('a session gets the one that has its id, once, and only in its folder', async () => {
  const { spares, ended, pass, want } = world()
  want()
  await pass(3_000)
  expect([spares.reserve(user_id, '/other'), spares.reserve(UserId.parse('you'), '/p')]).toEqual([null, null])
  const session_id = spares.reserve(user_id, '/p')
  if (session_id === null) {
    throw new Error('None waits.')
  }
  // A second session that begins at the same time starts its own.
  expect(spares.reserve(user_id, '/p')).toBe(null)
  const claimed = spares.claim({ session_id, user_id })
  expect(spares.claim({ session_id, user_id })).toBe(null)
  expect(await claimed?.adopt({ ...request('/p'), version: '2' })).toBe(null)
  expect(ended).toEqual([1])
})
