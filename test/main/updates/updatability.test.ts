import { expect, test } from 'vitest'
import { type Installation, hostSurvivesUpdate, whyNoUpdates } from '#main/updates/updatability.ts'

const installed: Installation = { isPackaged: true, platform: 'darwin', env: {}, hasSource: true, packageType: null }

test.for<[string, Partial<Installation>, RegExp | null]>([
  ['a program on macOS', {}, null],
  ['a program on Windows', { platform: 'win32' }, null],
  ['an AppImage', { platform: 'linux', env: { APPIMAGE: '/home/me/Homeport.AppImage' } }, null],
  ['a Debian package', { platform: 'linux', packageType: 'deb' }, null],
  ['an unpacked folder', { platform: 'linux' }, /by hand/],
  ['a checkout', { isPackaged: false }, /git pull/],
  ['a package without a source', { hasSource: false }, /without a place/],
])('%s', ([, change, expected]) => {
  const reason = whyNoUpdates({ ...installed, ...change })
  expect(reason === null ? null : expected?.test(reason)).toBe(expected === null ? null : true)
})

test('sessions outlive the swap but on Windows and in an AppImage', () => {
  const systems = ['darwin', 'linux', 'win32'] as const
  expect(systems.map((platform) => hostSurvivesUpdate({ platform, env: {} }))).toEqual([true, true, false])
  expect(hostSurvivesUpdate({ platform: 'linux', env: { APPIMAGE: '/x' } })).toBe(false)
})
