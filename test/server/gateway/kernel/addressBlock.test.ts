import { expect, test } from 'vitest'
import { createRateLimit } from '#server/gateway/http/admission/rateLimit.ts'
import { createThrottle } from '#server/gateway/auth/local/throttle.ts'
import { addressBlockOf } from '#server/gateway/kernel/origin/addressBlock.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:c000:201', '192.0.2.1'],
  ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
  ['64:ff9b::192.0.2.1', '192.0.2.1'],
  ['64:ff9b::c000:201', '192.0.2.1'],
  ['2002:c000:201::1', '192.0.2.1'],
  ['2002:c000:201:ffff:1:2:3:4', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['2001:db8::1:0:0:6', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['local', 'local'],
  ['', ''],
  [null, ''],
])('%s counts as %s', (address, block) => {
  expect(addressBlockOf(address)).toBe(block)
})

test('neighbours within a /64 share a limit and a delay; those beyond have their own', () => {
  const clock = new FakeClock()
  const limit = createRateLimit({ clock, perMinute: () => 1 })
  limit.spend('2001:db8::1')
  expect(() => limit.spend('2001:db8::ffff:2')).toThrow('Too many')
  expect(() => limit.spend('2001:db8:0:1::1')).not.toThrow()
  const throttle = createThrottle(clock, 'attempts')
  const tryTwelve = (prefix: string) => {
    for (let attempt = 0; attempt < 12; attempt += 1) {
      throttle.count(`${prefix}${attempt}`)
    }
  }
  expect(() => tryTwelve('2001:db8::')).toThrow('Too many attempts')
  expect(() => throttle.count('2001:db8::beef')).toThrow('Too many attempts')
  expect(() => throttle.count('2001:db8:0:1::1')).not.toThrow()
  throttle.reset('2001:db8::77')
  expect(() => throttle.count('2001:db8::beef')).not.toThrow()
})
