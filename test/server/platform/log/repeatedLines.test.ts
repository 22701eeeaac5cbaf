import { expect, test, vi } from 'vitest'
import type { LogFacts } from '#server/platform/log/log.ts'
import { boundRepeats } from '#server/platform/log/repeatedLines.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'

function someLog() {
  const lines: [string, string, LogFacts | undefined][] = []
  const write = (level: string) => (message: string, facts?: LogFacts) => void lines.push([level, message, facts])
  const clock = new FakeClock()
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  return { lines, clock, log: boundRepeats(log, clock) }
}

test('a flood of one kind is five lines a minute and one that counts the others', () => {
  const { lines, clock, log } = someLog()
  for (let times = 0; times < 10_000; times += 1) {
    log.warn('refused', { code: 'AUTH_006', address: `10.0.${times >> 8}.${times & 255}` })
  }
  expect(lines).toHaveLength(5)
  clock.pass(60_000)
  log.warn('refused', { code: 'AUTH_006' })
  expect(lines.slice(5)).toEqual([
    ['warn', 'refused', { code: 'AUTH_006', more_of_these: 9_995 }],
    ['warn', 'refused', { code: 'AUTH_006' }],
  ])
})

test('another kind is told meanwhile: another sentence, another code, another level', () => {
  const { lines, log } = someLog()
  for (let times = 0; times < 100; times += 1) {
    log.warn('refused', { code: 'AUTH_006' })
  }
  log.warn('refused', { code: 'WS_003' })
  log.error('refused', { code: 'AUTH_006' })
  log.warn('broken')
  expect(lines.slice(5).map(([level, message, facts]) => [level, message, facts?.['code']])).toEqual([
    ['warn', 'refused', 'WS_003'],
    ['error', 'refused', 'AUTH_006'],
    ['warn', 'broken', undefined],
  ])
})

test('the count comes by itself when the flood is over', () => {
  vi.useFakeTimers()
  try {
    const { lines, log } = someLog()
    for (let times = 0; times < 7; times += 1) {
      log.debug('x')
    }
    vi.advanceTimersByTime(60_000)
    expect(lines.at(-1)).toEqual(['debug', 'x', { more_of_these: 2 }])
  } finally {
    vi.useRealTimers()
  }
})
