import { expect, test } from 'vitest'
import { listenForStarts } from '#main/system/starts.ts'
import { type ElectronDoubleOptions, ElectronDouble } from '#test/fakes/electron/electronDouble.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

interface Options extends ElectronDoubleOptions {
  readonly isPlainElectron?: boolean
}

function setup(argv: readonly string[], options: Options = {}) {
  const { app } = new ElectronDouble(options)
  const shown: string[] = []
  const workingFolder = temporaryFolder()
  const { isPlainElectron = false, platform = 'linux' } = options
  const starts = listenForStarts(app, { argv, workingFolder, platform, isPlainElectron })
  app.settleEntry()
  starts.serve({ show: async () => void shown.push('window'), goTo: async (path) => void shown.push(path) })
  return { app, shown, workingFolder }
}

test('macOS tells of a start at login together with ready, and then no window is opened', () => {
  expect(setup(['homeport'], { platform: 'darwin', wasOpenedAtLogin: true }).shown).toEqual([])
  expect(setup(['homeport'], { platform: 'darwin' }).shown).toEqual(['window'])
})

test('what a checkout names first is the program, not a folder to work in', () => {
  const { app, shown, workingFolder } = setup(['electron', '.'], { isPlainElectron: true })
  app.startsAgain(['electron', '.'], workingFolder)
  expect(shown).toEqual(['window', 'window'])
  app.startsAgain(['electron', '.', '.'], workingFolder)
  expect(shown.at(-1)).toBe(`/new?folder=${encodeURIComponent(workingFolder)}`)
})

test('an installed program is given what it is to open, also when Chromium puts its switches before it', () => {
  const { app, shown, workingFolder } = setup(['homeport', '--hidden'])
  app.startsAgain(['homeport', '.'], workingFolder)
  expect(shown).toEqual([`/new?folder=${encodeURIComponent(workingFolder)}`])
})
