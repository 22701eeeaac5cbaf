import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { autostartEntry } from '#main/system/linux/autostart.ts'
import { isSwitchedOff, withKeys } from '#main/system/linux/entryFile.ts'
import { menuEntryText } from '#main/system/linux/menuEntry.ts'
import { complaintsAbout } from '#test/support/desktop/desktopEntries.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const NAMES = [
  ['/opt/Homeport/homeport', '"/opt/Homeport/homeport"', '/opt/Homeport/homeport'],
  ['/opt/with space/homeport', '"/opt/with space/homeport"', '/opt/with space/homeport'],
  ['/opt/100%/homeport', '"/opt/100%%/homeport"', '/opt/100%/homeport'],
  ['/opt/a"b/homeport', String.raw`"/opt/a\\"b/homeport"`, '/opt/a"b/homeport'],
  ['/opt/$HOME/homeport', String.raw`"/opt/\\$HOME/homeport"`, '/opt/$HOME/homeport'],
  [String.raw`/opt/a\b/homeport`, String.raw`"/opt/a\\\\b/homeport"`, String.raw`/opt/a\\b/homeport`],
] as const

test.each(NAMES)('%s is named as the specification wants it', (program, exec, tryExec) => {
  const lines = autostartEntry(program).split('\n')
  expect(lines).toContain(`Exec=${exec} --hidden`)
  expect(lines).toContain(`TryExec=${tryExec}`)
  expect(menuEntryText(program).split('\n')).toContain(`Exec=${exec} %U`)
})

test('freedesktop’s own program finds nothing wrong with the entries', () => {
  const folder = temporaryFolder()
  const files = NAMES.flatMap(([program], at) =>
    [autostartEntry(program), menuEntryText(program)].map((text, kind) => {
      const file = path.join(folder, `${at}-${kind}.desktop`)
      writeFileSync(file, text)
      return file
    }),
  )
  expect(complaintsAbout(files)).toBe('')
})

test('a corrected entry keeps what people and their desktop put there', () => {
  const text =
    '# mine\n[Desktop Entry]\nName=My Homeport\nExec=/old\nHidden=true\n\n[Desktop Action new]\nExec=/old new\n'
  expect(withKeys(text, { Exec: '/new', TryExec: '/new' })).toBe(
    '[Desktop Entry]\nName=My Homeport\nHidden=true\nExec=/new\nTryExec=/new\n\n[Desktop Action new]\nExec=/old new\n',
  )
  expect(withKeys('', { Exec: '/new' })).toBe('[Desktop Entry]\nExec=/new\n')
})

test.each([
  ['Hidden=true', true],
  ['X-GNOME-Autostart-enabled=false', true],
  ['X-GNOME-Autostart-enabled = false', true],
  ['X-GNOME-Autostart-enabled=true', false],
  ['Name=Hidden=true', false],
])('%s: switched off is %s', (line, expected) => {
  expect(isSwitchedOff(`[Desktop Entry]\n${line}\n`)).toBe(expected)
})
