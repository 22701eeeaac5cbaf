import { expect, test } from 'vitest'
import { withoutOwnVariables } from '#server/platform/environment/ownVariables.ts'

const clean = { HOME: '/home/ann', PATH: '/usr/bin:/bin', XDG_DATA_DIRS: '/usr/share' }

test('Claude and its tools see nothing of the AppImage that Homeport came in', () => {
  const mount = '/tmp/.mount_HomepoAbC'
  const started = {
    ...clean,
    APPDIR: mount,
    APPIMAGE: '/home/ann/Homeport.AppImage',
    ARGV0: './Homeport.AppImage',
    OWD: '/home/ann',
    PATH: `${mount}:${mount}/usr/sbin:${clean.PATH}`,
    LD_LIBRARY_PATH: `${mount}/usr/lib`,
    XDG_DATA_DIRS: `${mount}/usr/share/::${clean.XDG_DATA_DIRS}`,
    GSETTINGS_SCHEMA_DIR: `${mount}/usr/share/glib-2.0/schemas`,
  }
  expect(withoutOwnVariables(started)).toEqual(clean)
})

test('libraries that a person named stay, in and out of an AppImage', () => {
  const named = { ...clean, LD_LIBRARY_PATH: '/opt/cuda/lib' }
  expect(withoutOwnVariables(named)).toEqual(named)
  const mount = '/tmp/.mount_x'
  const inside = { ...named, APPDIR: mount, APPIMAGE: '/x', LD_LIBRARY_PATH: `${mount}/usr/lib:/opt/cuda/lib` }
  expect(withoutOwnVariables(inside)).toEqual(named)
  expect(withoutOwnVariables({ ...clean, APPDIR: '/srv/app' })).toMatchObject({
    APPDIR: '/srv/app',
  })
})
