import { expect, test } from 'vitest'
import { onUptime } from '#server/platform/clock.ts'
import { createThrottle } from '#server/gateway/auth/local/throttle.ts'
import { createFrameBudget } from '#server/gateway/wire/frames/frameBudget.ts'
import { createRateLimit } from '#server/gateway/http/admission/rateLimit.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'

const DAY_MS = 86_400_000

test('who asks within the limits is answered, also when the clock is set back', () => {
  const clock = new FakeClock()
  const budget = createFrameBudget(clock)
  const limit = createRateLimit({ clock, perMinute: () => 10 })
  budget.spend(10)
  limit.spend('203.0.113.5')
  clock.jump(-DAY_MS)
  expect(budget.spend(10)).toBe('allowed')
  expect(() => limit.spend('203.0.113.5')).not.toThrow()
})

test('who has to wait does not get round it, nor longer, by a clock that is set', () => {
  const clock = new FakeClock()
  const throttle = createThrottle(clock, 'wrong links')
  const address = '203.0.113.6'
  const refused = () => {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      throttle.count(address)
    }
  }
  expect(refused).toThrow(/Try again/)
  clock.jump(DAY_MS)
  expect(() => throttle.count(address)).toThrow(/Try again/)
  clock.jump(-2 * DAY_MS)
  clock.pass(DAY_MS)
  expect(() => throttle.count(address)).not.toThrow()
})

test('what lasts an hour lasts an hour, whatever the calendar says meanwhile', () => {
  const clock = new FakeClock()
  const end = onUptime(clock, clock.now() + 3_600_000)
  clock.jump(DAY_MS)
  expect(end - clock.uptime()).toBe(3_600_000)
})
