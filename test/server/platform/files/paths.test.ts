import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { defaultDataDir, prepareDataDir, resolvePaths } from '#server/platform/files/paths.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test.each([
  ['linux', { HOME: '/home/ada' }, '/home/ada/.local/share/homeport'],
  ['linux', { HOME: '/home/ada', XDG_DATA_HOME: '/data' }, '/data/homeport'],
  ['linux', { HOME: '/home/ada', XDG_DATA_HOME: 'relative' }, '/home/ada/.local/share/homeport'],
  ['linux', { HOME: '/home/ada', HOMEPORT_DATA_DIR: '/srv/h' }, '/srv/h'],
  ['linux', { HOME: '/home/ada', HOMEPORT_DATA_DIR: '' }, '/home/ada/.local/share/homeport'],
  ['darwin', { HOME: '/Users/ada' }, '/Users/ada/Library/Application Support/Homeport'],
  ['win32', { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' }, 'C:\\Users\\ada\\AppData\\Local\\Homeport'],
  ['win32', { USERPROFILE: 'C:\\Users\\ada' }, 'C:\\Users\\ada\\AppData\\Local\\Homeport'],
] as const)('on %s with %j the data directory is %s', (platform, env, expected) => {
  expect(defaultDataDir(env, platform)).toBe(expected)
})

test('a new data directory and its folders are closed to others', () => {
  const paths = resolvePaths(path.join(temporaryFolder(), 'deep', 'data'))
  prepareDataDir(paths)
  for (const folder of [paths.dataDir, paths.logDir, paths.runDir, paths.workspaces]) {
    expect(mode(folder)).toBe(0o700)
  }
})

test('an open data directory of ours is closed; what is in it stays', () => {
  const paths = resolvePaths(temporaryFolder())
  for (const name of ['settings.yaml', 'homeport.db', 'homeport.db-wal', 'sessions.db-shm']) {
    writeFileSync(path.join(paths.dataDir, name), 'kept')
  }
  chmodSync(paths.dataDir, 0o755)
  prepareDataDir(paths)
  prepareDataDir(paths)
  expect(mode(paths.dataDir)).toBe(0o700)
  expect(readdirSync(paths.dataDir)).toContain('homeport.db-wal')
})

test('an open directory with other things in it is refused and left as it was', () => {
  const paths = resolvePaths(temporaryFolder())
  writeFileSync(path.join(paths.dataDir, 'thesis.txt'), '')
  chmodSync(paths.dataDir, 0o755)
  expect(() => prepareDataDir(paths)).toThrow(/open to other users.*thesis\.txt.*chmod 700.*--data-dir/)
  expect(mode(paths.dataDir)).toBe(0o755)
  expect(existsSync(paths.runDir)).toBe(false)
})

test('a closed directory may hold anything', () => {
  const paths = resolvePaths(temporaryFolder())
  writeFileSync(path.join(paths.dataDir, 'thesis.txt'), '')
  prepareDataDir(paths)
  expect(existsSync(paths.runDir)).toBe(true)
})

test('a data directory that cannot be made is an error that says how to choose another', () => {
  const file = path.join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  expect(() => prepareDataDir(resolvePaths(path.join(file, 'data')))).toThrow(/cannot be used.*--data-dir/)
})

test('a directory that Electron found and wrote its window’s things into is closed, not refused', () => {
  const paths = resolvePaths(path.join(temporaryFolder(), 'data'))
  mkdirSync(paths.dataDir, { mode: 0o755 })
  mkdirSync(paths.windowFolder)
  prepareDataDir(paths)
  expect(mode(paths.dataDir)).toBe(0o700)
})

test('run files and vault lie inside the data directory', () => {
  const folder = temporaryFolder()
  mkdirSync(path.join(folder, 'x'))
  const { dataDir, ...rest } = resolvePaths(path.join(folder, 'x', '..', 'data'))
  expect(dataDir).toBe(path.join(folder, 'data'))
  for (const file of Object.values(rest)) {
    expect(file.startsWith(dataDir + path.sep)).toBe(true)
  }
})

function mode(file: string): number {
  return statSync(file).mode & 0o777
}
