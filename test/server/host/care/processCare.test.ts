import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { SessionId } from '#shared/ids.ts'
import { MB, memoryVerdict } from '#server/host/care/memoryVerdict.ts'
import { type CaredFor, ProcessCare } from '#server/host/care/processCare.ts'
import type { LimitsInForce } from '#server/host/runners/runner.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'

const id = SessionId.parse('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01')
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const unlimited: LimitsInForce = {
  memory_bytes: null,
  memory_kept_by: 'nothing',
  cpu_percent: null,
  cpu_kept_by: 'nothing',
}

/** One session, whose process takes what the test says. */
class World {
  readonly clock = new FakeClock()
  readonly said: string[] = []
  readonly kept: object[] = []
  takes = 100 * MB
  limits = unlimited
  soft = 0
  isAtRest = false
  looks = 0
  #due = () => {}
  readonly care: ProcessCare

  constructor() {
    const session: CaredFor = {
      state: { id, process_id: 42, workspace_path: '/work' },
      rest: {
        tell: (code) => void this.said.push(code),
        endForMemory: async () => void this.said.push('ended'),
        isAtRest: () => this.isAtRest,
      },
    }
    this.care = new ProcessCare({
      awake: () => [session],
      runner: {
        usage: async () => {
          this.looks += 1
          return { cpu_percent: 5, rss_bytes: this.takes, processes: 2 }
        },
        limitsOf: () => this.limits,
      },
      sizes: { of: () => null },
      rows: { add: (samples) => void this.kept.push(...samples) },
      settings: () => ({ memory_soft_mb: this.soft }),
      clock: this.clock,
      timers: {
        after: (ms, run) => {
          this.#due = () => {
            this.clock.pass(ms)
            run()
          }
          return () => {}
        },
      },
      log: silent,
    })
  }

  /** How often it is looked until so many seconds are over. */
  async looksWithin(seconds: number): Promise<number> {
    const [until, before] = [this.clock.monotonic() + seconds * 1000, this.looks]
    while (this.clock.monotonic() < until) {
      this.#due()
      await setImmediate()
    }
    return this.looks - before
  }

  async look(takes: number): Promise<readonly string[]> {
    this.takes = takes
    await this.care.look()
    return this.said.splice(0)
  }
}

test('without bounds nothing is said and nothing ends, whatever a process takes', async () => {
  const world = new World()
  expect(await world.look(100_000 * MB)).toEqual([])
})

test('a process over the soft limit is told once, and again after it was fine', async () => {
  const world = new World()
  world.soft = 200
  expect(await world.look(250 * MB)).toEqual(['memory_high'])
  expect(await world.look(300 * MB)).toEqual([])
  // A little below is not fine yet: it would be said again and again.
  expect(await world.look(190 * MB)).toEqual([])
  expect(await world.look(250 * MB)).toEqual([])
  expect(await world.look(100 * MB)).toEqual([])
  expect(await world.look(250 * MB)).toEqual(['memory_high'])
})

test('a process over the hard limit is ended where nothing but looking keeps it, and left to the system elsewhere', async () => {
  const world = new World()
  world.limits = { ...unlimited, memory_bytes: 300 * MB, memory_kept_by: 'watched' }
  expect(await world.look(301 * MB)).toEqual(['ended'])
  world.limits = { ...world.limits, memory_kept_by: 'cgroup_v2' }
  expect(await world.look(301 * MB)).toEqual([])
})

test('what it takes is kept once a minute, also when the clock of the machine jumps', async () => {
  const world = new World()
  await world.look(MB)
  world.clock.pass(30_000)
  await world.look(2 * MB)
  expect(world.kept).toHaveLength(1)
  world.clock.pass(30_000)
  await world.look(3 * MB)
  expect(world.kept).toMatchObject([
    { session_id: id, rss_bytes: MB, disk_bytes: null },
    { rss_bytes: 3 * MB, cpu_percent: 5 },
  ])
})

test('what is said names how much it is and what to do', () => {
  const verdict = memoryVerdict(2048 * MB, { soft_bytes: 1024 * MB, hard_bytes: null, isTold: false })
  expect(verdict).toMatchObject({ kind: 'high', text: expect.stringMatching(/2,048 MB.*1,024 MB.*Recycle/) })
})

test('where looking alone keeps the limit, one that works is looked at each three seconds, one at rest each ten', async () => {
  const world = new World()
  world.limits = { ...unlimited, memory_bytes: 400 * MB, memory_kept_by: 'watched' }
  world.care.start()
  await world.looksWithin(30)
  expect(await world.looksWithin(60)).toBe(20)
  world.isAtRest = true
  expect(await world.looksWithin(60)).toBeLessThanOrEqual(6)
  world.isAtRest = false
  expect(await world.looksWithin(3)).toBe(1)
  world.care.stop()
})

test('what a tool left running and grows is looked at each three seconds, though no turn runs', async () => {
  const world = new World()
  world.limits = { ...unlimited, memory_bytes: 4_000 * MB, memory_kept_by: 'watched' }
  world.isAtRest = true
  world.care.start()
  await world.looksWithin(60)
  let looks = 0
  for (let tick = 0; tick < 10; tick += 1) {
    world.takes *= 1.2
    looks += await world.looksWithin(3)
  }
  expect(looks).toBeGreaterThanOrEqual(7)
  await world.looksWithin(3)
  expect(await world.looksWithin(60)).toBeLessThanOrEqual(6)
  world.care.stop()
})
