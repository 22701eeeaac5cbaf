import { expect, test } from 'vitest'
import { findEditors } from '#server/host/editors/findEditors.ts'

const found = (platform: NodeJS.Platform, env: Record<string, string>, files: readonly string[]) =>
  findEditors({ platform, env, exists: (file) => files.includes(file) }).map(({ editor, command, args }) =>
    [editor, command, ...args].join(' '),
  )

test('on Linux what is on the PATH is offered, the first of each, where there is a screen', () => {
  const files = ['/usr/bin/code', '/opt/code', '/usr/bin/zeditor', '/usr/bin/pycharm', '/usr/bin/xdg-open']
  const env = { PATH: '/opt:/usr/bin', WAYLAND_DISPLAY: 'wayland-0' }
  expect(found('linux', env, files)).toEqual([
    'vscode /opt/code',
    'zed /usr/bin/zeditor',
    'jetbrains /usr/bin/pycharm',
    'files /usr/bin/xdg-open',
  ])
  expect(found('linux', { PATH: env.PATH }, files)).toEqual([])
})

test('a PATH that leads into whatever folder one is in finds nothing there', () => {
  expect(found('linux', { PATH: ':.:bin', DISPLAY: ':0' }, ['code', './code', 'bin/code', '/code'])).toEqual([])
})

test('on macOS programs without a command are found by their own folder', () => {
  expect(found('darwin', { PATH: '/usr/bin' }, ['/Applications/Cursor.app'])).toEqual([
    'cursor /usr/bin/open -a Cursor',
    'files /usr/bin/open',
  ])
})

test('on Windows programs are found where they are installed, and no script is taken for one', () => {
  const env = {
    LOCALAPPDATA: String.raw`C:\Users\me\AppData\Local`,
    ProgramFiles: String.raw`C:\Program Files`,
    SystemRoot: String.raw`C:\Windows`,
  }
  const code = String.raw`C:\Users\me\AppData\Local\Programs\Microsoft VS Code\Code.exe`
  expect(found('win32', env, [code, String.raw`C:\bin\cursor.cmd`])).toEqual([
    `vscode ${code}`,
    String.raw`files C:\Windows\explorer.exe`,
  ])
})
