import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findDesktopWindow } from '#server/start/desktop/desktopWindow.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** A checkout with Electron in it, built. */
function checkout() {
  const root = temporaryFolder()
  writeFileSync(path.join(root, 'package.json'), '{"name":"homeport"}')
  const electron = path.join(root, 'node_modules/electron')
  mkdirSync(path.join(electron, 'dist'), { recursive: true })
  writeFileSync(path.join(electron, 'package.json'), '{"name":"electron"}')
  writeFileSync(path.join(electron, 'dist/electron'), '')
  mkdirSync(path.join(root, 'dist/main'), { recursive: true })
  writeFileSync(path.join(root, 'dist/main/main.js'), '')
  const place = {
    env: { DISPLAY: ':0' },
    platform: 'linux' as const,
    execPath: '/usr/bin/node',
    versions: {},
    moduleFile: path.join(root, 'dist/server/cli.js'),
  }
  return { root, place }
}

test('in a checkout the window is opened by the Electron that is installed there', () => {
  const { root, place } = checkout()
  expect(findDesktopWindow(place)).toEqual({
    kind: 'possible',
    electron: path.join(root, 'node_modules/electron/dist/electron'),
    args: [root],
  })
})

test('a bundle’s chunk and the source tree find the same window', () => {
  const { root, place } = checkout()
  for (const file of [
    'dist/server/chunks/start.js',
    'server/start/desktop/desktopWindow.ts',
    'server/cli/actions/start.ts',
  ]) {
    expect(findDesktopWindow({ ...place, moduleFile: path.join(root, file) })).toMatchObject({ args: [root] })
  }
})

test('the command line of the installed program opens that very program', () => {
  const { place } = checkout()
  const installed = { ...place, execPath: '/opt/Homeport/homeport-desktop', versions: { electron: '45.4.1' } }
  expect(findDesktopWindow(installed)).toEqual({
    kind: 'possible',
    electron: '/opt/Homeport/homeport-desktop',
    args: [],
  })
})

test('without a display there is none, and it says so', () => {
  const { place } = checkout()
  expect(findDesktopWindow({ ...place, env: {} })).toMatchObject({ kind: 'impossible', reason: 'there is no display' })
})
