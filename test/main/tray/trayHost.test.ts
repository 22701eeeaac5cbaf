import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hasTrayHost } from '#main/tray/trayHost.ts'
import { openDesktopSession } from '#test/support/server/keyring.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** A folder that is the whole PATH, with one program in it that says a line. */
function pathWith(program: string, says: string): NodeJS.ProcessEnv {
  const folder = temporaryFolder()
  writeFileSync(path.join(folder, program), `#!/bin/sh\necho "${says}"\n`)
  chmodSync(path.join(folder, program), 0o755)
  return { PATH: folder }
}

test.for<[string, string, string, boolean]>([
  ['KDE, Xfce, GNOME with its extension', 'gdbus', '(true,)', true],
  ['GNOME as it comes', 'gdbus', '(false,)', false],
  ['a system without gdbus', 'dbus-send', '   boolean true', true],
  ['the same without a tray', 'dbus-send', '   boolean false', false],
])('%s', async ([, program, says, expected]) => {
  expect(await hasTrayHost({ platform: 'linux', env: pathWith(program, says) })).toBe(expected)
})

test('a real bus on which nobody shows tray pictures says so', async () => {
  const session = await openDesktopSession({ home: temporaryFolder(), keyring: 'none' })
  onTestFinished(() => session.close())
  expect(await hasTrayHost({ platform: 'linux', env: session.env })).toBe(false)
})

test('where nobody can be asked there is no tray; macOS and Windows always have one', async () => {
  const env = { PATH: temporaryFolder() }
  expect(await hasTrayHost({ platform: 'linux', env })).toBe(false)
  expect(await hasTrayHost({ platform: 'darwin', env })).toBe(true)
  expect(await hasTrayHost({ platform: 'win32', env })).toBe(true)
})
