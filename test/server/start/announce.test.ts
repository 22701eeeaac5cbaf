import { expect, test } from 'vitest'
import { announce } from '#server/start/announce.ts'
import { hasDisplay } from '#server/start/desktop/desktopWindow.ts'

const info = {
  local_url: 'http://127.0.0.1:4170',
  sign_in_url: 'http://127.0.0.1:4170/#secret=abc',
  ws_url: 'ws://127.0.0.1:4170/ws',
  remote_url: null,
  data_dir: '/data',
  gateway_pid: 1,
  host_pid: 2,
}

test('a person is told the link, the address, where the data is, and how to stop', () => {
  const text = announce({ info, kind: 'started', demo: false, portTaken: null, noWindow: null })
  for (const told of [info.sign_in_url, 'once, for 10 minutes', '/data', 'Ctrl-C']) {
    expect(text).toContain(told)
  }
  expect(text).not.toContain('Demo')
})

test('what is special is said', () => {
  const text = announce({ info, kind: 'found', demo: true, portTaken: 4169, noWindow: 'there is no display' })
  for (const told of ['already', 'Demo:', 'Port 4169 is taken', 'there is no display', 'homeport stop']) {
    expect(text).toContain(told)
  }
})

test.each([
  ['linux', {}, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['darwin', {}, true],
  ['win32', {}, true],
] as const)('on %s with %o a window can be seen: %s', (platform, env, expected) => {
  expect(hasDisplay({ platform, env })).toBe(expected)
})
