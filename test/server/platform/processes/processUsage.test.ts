import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import {
  type UsageRow,
  pageSize,
  parseCimUsage,
  parsePsUsage,
  parseStatUsage,
  readProcessUsage,
} from '#server/platform/processes/processUsage.ts'
import { createUsageSampler } from '#server/platform/processes/usageSampler.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'

const stat = (pages: number) =>
  `812 (a (odd) name) S 7 812 812 0 -1 4194560 1 2 3 4 150 50 20 30 20 0 11 0 77 1 ${pages} 18446744073709551615`

test('Linux: time of a process and its ended children, memory in pages', () => {
  expect(parseStatUsage(812, stat(100), 4096)).toEqual({ pid: 812, parent: 7, cpu_seconds: 2.5, rss_bytes: 409_600 })
  expect(parseStatUsage(812, stat(100).replace(') S', ') Z'), 4096)).toBeNull()
  expect(parseStatUsage(812, '', 4096)).toBeNull()
})

test.each([
  [410_000, 100, 4096],
  [1_640_000, 100, 16_384],
  [6_500_000, 100, 65_536],
  [1, 0, 4096],
])('%d bytes in %d pages: a page has %d', (bytes, pages, size) => {
  expect(pageSize(bytes, stat(pages))).toBe(size)
})

test('macOS: what ps says', () => {
  const output = '    1     0 Ss    5120   1:02.33\n  812     1 S+  10240 1-02:03:04\n 9     1 Z        0   0:00.00\n'
  expect(parsePsUsage(output)).toEqual([
    { pid: 1, parent: 0, rss_bytes: 5_242_880, cpu_seconds: 62.33 },
    { pid: 812, parent: 1, rss_bytes: 10_485_760, cpu_seconds: 86_400 + 7384 },
  ])
})

test('Windows: what PowerShell says', () => {
  expect(parseCimUsage('812 4 5242880 15625000\r\nrubbish\r\n')).toEqual([
    { pid: 812, parent: 4, rss_bytes: 5_242_880, cpu_seconds: 1.5625 },
  ])
})

test.skipIf(process.platform === 'win32')('the real table knows this process and what it started', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { windowsHide: true })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  await once(child, 'spawn')
  const rows = await readProcessUsage()
  const own = rows.find(({ pid }) => pid === process.pid)
  expect(own?.rss_bytes).toBeGreaterThan(10_000_000)
  expect(Math.abs((own?.rss_bytes ?? 0) / process.memoryUsage.rss() - 1)).toBeLessThan(0.5)
  expect(rows.find(({ pid }) => pid === child.pid)?.parent).toBe(process.pid)
})

function sampled(samples: readonly (readonly UsageRow[])[]) {
  const clock = new FakeClock()
  let reads = 0
  const sampler = createUsageSampler({ clock, read: async () => samples[reads++] ?? [] })
  return { clock, sampler, reads: () => reads }
}

const row = (pid: number, parent: number, cpu_seconds: number): UsageRow => ({
  pid,
  parent,
  cpu_seconds,
  rss_bytes: 10,
})

test('a tree is measured with all that it started, one process without', async () => {
  const first = [row(1, 0, 5), row(2, 1, 1), row(3, 2, 1), row(9, 0, 50)]
  const { clock, sampler } = sampled([first, [row(1, 0, 5.5), row(2, 1, 2), row(9, 0, 90)]])
  expect(await sampler.of(1, 'tree')).toEqual({ cpu_percent: null, rss_bytes: 30, processes: 3 })
  clock.pass(2_000)
  // 3 has ended and was counted into 2 by the system.
  expect(await sampler.of(1, 'tree')).toEqual({ cpu_percent: 25, rss_bytes: 20, processes: 2 })
  expect(await sampler.of(1, 'alone')).toEqual({ cpu_percent: 25, rss_bytes: 10, processes: 1 })
  expect(await sampler.of(7, 'tree')).toEqual({ cpu_percent: null, rss_bytes: 0, processes: 0 })
})

test('however many look, the system is asked once a second, and an old look says nothing of now', async () => {
  const { clock, sampler, reads } = sampled([[row(1, 0, 1)], [row(1, 0, 2)], [row(1, 0, 3)]])
  await Promise.all([sampler.of(1, 'tree'), sampler.of(1, 'alone')])
  clock.pass(900)
  await sampler.of(1, 'tree')
  expect(reads()).toBe(1)
  clock.pass(100)
  expect((await sampler.of(1, 'tree')).cpu_percent).toBe(100)
  clock.pass(60_000)
  expect((await sampler.of(1, 'tree')).cpu_percent).toBeNull()
  expect(reads()).toBe(3)
})
