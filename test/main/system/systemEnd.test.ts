import { expect, test } from 'vitest'
import { watchForSystemEnd } from '#main/system/systemEnd.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'

function setup(platform: NodeJS.Platform) {
  const electron = new ElectronDouble({ platform })
  electron.app.settleEntry()
  const left: string[] = []
  watchForSystemEnd({
    parts: electron.parts,
    platform,
    quitKeeping: async () => void left.push('kept'),
    quitStopping: async () => void left.push('suspended'),
  })
  return { electron, left }
}

test.for(['linux', 'darwin'] as const)(
  '%s is asked to wait with the shutdown until the server was left',
  (platform) => {
    const { electron, left } = setup(platform)
    expect(electron.shutsDown()).toBe(true)
    expect(left).toEqual(['kept'])
    expect(electron.windows).toEqual([])
  },
)

test('Windows tells windows only: one that nobody sees is kept for it, and the sessions are suspended in order', () => {
  const { electron, left } = setup('win32')
  const [listener] = electron.windows
  expect([electron.windows.length, listener?.state]).toEqual([1, 'hidden'])
  expect([electron.shutsDown(), left]).toEqual([true, ['suspended', 'suspended']])
})
