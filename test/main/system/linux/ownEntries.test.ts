import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type MenuEntryDeps, readMenuEntry, refreshOwnEntries, setMenuEntry } from '#main/system/linux/menuEntry.ts'
import { type LoginStartDeps, readLoginStart, setLoginStart } from '#main/system/loginStart.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const icon = path.join(import.meta.dirname, '../../../../resources/icons/256x256.png')

/** A machine on which an AppImage runs, unless it is told otherwise. */
function setup(change: { isPackaged?: boolean; appImage?: string; platform?: NodeJS.Platform } = {}) {
  const { app } = new ElectronDouble({ isPackaged: change.isPackaged ?? true })
  const home = temporaryFolder()
  const bin = path.join(home, 'bin')
  mkdirSync(bin)
  const told = path.join(home, 'told')
  writeFileSync(path.join(bin, 'update-desktop-database'), `#!/bin/sh\necho "$1" >> ${told}\n`)
  chmodSync(path.join(bin, 'update-desktop-database'), 0o755)
  const at = (APPIMAGE: string): LoginStartDeps & MenuEntryDeps => ({
    app,
    home,
    platform: change.platform ?? 'linux',
    env: { APPIMAGE, PATH: `${bin}:/usr/bin:/bin` },
    execPath: '/tmp/.mount_x/homeport-desktop',
    files: { icon },
  })
  return {
    app,
    home,
    told,
    at,
    deps: at(change.appImage ?? '/home/me/Homeport-1.0.AppImage'),
    entry: path.join(home, '.local/share/applications/homeport-desktop.desktop'),
    picture: path.join(home, '.local/share/icons/hicolor/256x256/apps/homeport-desktop.png'),
    autostart: path.join(home, '.config/autostart/homeport.desktop'),
  }
}

describe('an AppImage among the applications of the desktop', () => {
  test('is put there when the person says so: entry, picture, homeport: links; and taken away again', async () => {
    const { app, deps, entry, picture, told } = setup()
    expect(readMenuEntry(deps)).toEqual({ offered: true, present: false })
    expect(await setMenuEntry(true, deps)).toEqual({ offered: true, present: true })
    const lines = readFileSync(entry, 'utf8').split('\n')
    expect(lines).toEqual(
      expect.arrayContaining([
        'Exec="/home/me/Homeport-1.0.AppImage" %U',
        'TryExec=/home/me/Homeport-1.0.AppImage',
        'MimeType=x-scheme-handler/homeport;',
        'StartupWMClass=homeport-desktop',
      ]),
    )
    expect(readFileSync(picture)).toEqual(readFileSync(icon))
    expect(readFileSync(told, 'utf8')).toBe(`${path.dirname(entry)}\n`)
    expect(app.protocols).toEqual(['homeport'])

    expect(await setMenuEntry(false, deps)).toEqual({ offered: true, present: false })
    expect([existsSync(entry), existsSync(picture)]).toEqual([false, false])
    expect(await setMenuEntry(false, deps)).toEqual({ offered: true, present: false })
  })

  test.each([
    ['a package that has its entry from its installer', { appImage: '' }],
    ['a checkout', { isPackaged: false }],
    ['another system', { platform: 'darwin' as const }],
  ])('is not offered to %s', async (_what, change) => {
    const { deps, entry } = setup(change)
    expect(await setMenuEntry(true, deps)).toEqual({ offered: false, present: false })
    expect(existsSync(entry)).toBe(false)
  })
})

describe('after an update renamed the AppImage', () => {
  test('a start of the new one corrects its entries, and starting with the computer goes on', async () => {
    const { at, deps, entry, autostart } = setup()
    setLoginStart(true, deps)
    await setMenuEntry(true, deps)
    const renamed = at('/home/me/Homeport-2.0.AppImage')
    refreshOwnEntries(renamed)
    for (const file of [entry, autostart]) {
      const text = readFileSync(file, 'utf8')
      expect(text).toContain('TryExec=/home/me/Homeport-2.0.AppImage\n')
      expect(text).not.toContain('1.0.AppImage')
    }
    expect(readLoginStart(renamed).enabled).toBe(true)
  })

  test('what the person switched off in their desktop stays off, and nothing is put there unasked', () => {
    const { deps, entry, autostart } = setup()
    refreshOwnEntries(deps)
    expect([existsSync(entry), existsSync(autostart)]).toEqual([false, false])
    mkdirSync(path.dirname(autostart), { recursive: true })
    writeFileSync(autostart, '[Desktop Entry]\nExec=/old\nX-GNOME-Autostart-enabled=false\n')
    refreshOwnEntries(deps)
    expect(readFileSync(autostart, 'utf8')).toContain('X-GNOME-Autostart-enabled=false\nExec="/home/me/Homeport-1.0')
    expect(readLoginStart(deps).enabled).toBe(false)
  })

  test('a folder that cannot be written is no reason not to start', () => {
    const { deps, autostart } = setup()
    mkdirSync(autostart, { recursive: true })
    expect(() => refreshOwnEntries(deps)).not.toThrow()
  })
})
