import { expect, test } from 'vitest'
import { isPermitted } from '#main/windows/windowSecurity.ts'

const home = 'http://127.0.0.1:7420/'

test.each(['notifications', 'clipboard-sanitized-write', 'fullscreen'])('our page may use %s', (permission) => {
  expect(isPermitted(permission, { url: `${home}sessions/1`, home })).toBe(true)
})

test.each([
  'clipboard-read',
  'media',
  'geolocation',
  'hid',
  'serial',
  'usb',
  'openExternal',
  'toString',
  'constructor',
])('nobody may use %s', (permission) => {
  expect(isPermitted(permission, { url: home, home })).toBe(false)
})

test.each(['https://example.com/', 'http://127.0.0.1:7421/', 'null', '', 'file:///x'])(
  'a page of %j may use nothing',
  (url) => {
    expect(isPermitted('notifications', { url, home })).toBe(false)
  },
)

test('two opaque origins are not each other', () => {
  expect(isPermitted('notifications', { url: 'file:///a', home: 'file:///b' })).toBe(false)
})
