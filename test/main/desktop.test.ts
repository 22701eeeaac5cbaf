import { expect, test } from 'vitest'
import { type DesktopDeps, runDesktop } from '#main/desktop.ts'
import { FakeWindow } from '#test/fakes/fakeWindow.ts'

function setup(change: Partial<DesktopDeps> & { alreadyRuns?: boolean } = {}) {
  const listeners = new Map<string, () => void>()
  const windows: FakeWindow[] = []
  const failures: string[] = []
  let quits = 0
  const deps: DesktopDeps = {
    app: {
      requestSingleInstanceLock: () => change.alreadyRuns !== true,
      quit: () => (quits += 1),
      whenReady: async () => {},
      on: (event, listener) => listeners.set(event, listener),
    },
    platform: 'linux',
    serverInfo: async () => ({
      local_url: 'http://127.0.0.1:1',
      sign_in_url: 'http://127.0.0.1:1/#secret=s',
      ws_url: 'ws://127.0.0.1:1/ws',
      remote_url: null,
      data_dir: '/data',
      gateway_pid: 1,
      host_pid: 2,
    }),
    openWindow: async () => {
      const window = new FakeWindow()
      windows.push(window)
      return window
    },
    showFailure: (message) => failures.push(message),
    ...change,
  }
  return { deps, listeners, windows, failures, quits: () => quits }
}

/** Lets everything that was promised happen. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}

test('a first start opens one window', async () => {
  const { deps, windows, quits } = setup()
  await runDesktop(deps)
  expect([windows.length, quits()]).toEqual([1, 0])
})

test('a second start leaves at once and brings the first window back', async () => {
  const second = setup({ alreadyRuns: true })
  await runDesktop(second.deps)
  expect([second.windows.length, second.quits()]).toEqual([0, 1])

  const first = setup()
  await runDesktop(first.deps)
  const window = first.windows[0]
  expect(window).toBeDefined()
  Object.assign(window ?? {}, { minimized: true })
  first.listeners.get('second-instance')?.()
  await settled()
  expect(first.windows).toHaveLength(1)
  expect([window?.minimized, window?.focused]).toEqual([false, 1])
})

test('a window that was closed is opened again', async () => {
  const { deps, windows, listeners } = setup({ platform: 'darwin' })
  await runDesktop(deps)
  Object.assign(windows[0] ?? {}, { destroyed: true })
  listeners.get('activate')?.()
  await settled()
  expect(windows).toHaveLength(2)
})

test('closing the window ends the program, on macOS it waits', async () => {
  for (const [platform, expected] of [
    ['linux', 1],
    ['darwin', 0],
  ] as const) {
    const { deps, listeners, quits } = setup({ platform })
    await runDesktop(deps)
    listeners.get('window-all-closed')?.()
    expect(quits()).toBe(expected)
  }
})

test('without a server the person is told, and the program ends', async () => {
  const { deps, failures, quits } = setup({
    serverInfo: async () => {
      throw new Error('Homeport does not run. Start it with npm start.')
    },
  })
  await runDesktop(deps)
  expect(failures).toEqual(['Homeport does not run. Start it with npm start.'])
  expect(quits()).toBe(1)
})
