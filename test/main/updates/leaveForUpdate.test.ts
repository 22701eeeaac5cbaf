import { expect, test, vi } from 'vitest'
import { leaveForUpdate } from '#main/updates/leaveForUpdate.ts'
import { openUpdates } from '#main/updates/openUpdates.ts'
import { DialogDouble } from '#test/fakes/electron/shellDoubles.ts'

interface Options {
  readonly keepsHost: boolean
  readonly live: number | null
  readonly platform?: NodeJS.Platform
}

function setup({ keepsHost, live, platform = 'linux' }: Options) {
  const dialog = new DialogDouble()
  const done: string[] = []
  const leave = () =>
    leaveForUpdate(() => done.push('installed'), {
      platform,
      relaunch: () => done.push('back'),
      dialog,
      keepsHost,
      liveSessions: () => live,
      quitting: {
        leaveFor: async ({ keep_sessions }, end) => {
          done.push(keep_sessions ? 'sessions kept' : 'sessions stopped')
          end()
        },
      },
    })
  return { dialog, done, leave }
}

test('where the host goes on nobody is asked, and the installer runs when the server is left', async () => {
  const { done, leave, dialog } = setup({ keepsHost: true, live: 3 })
  expect(await leave()).toBe(true)
  expect(done).toEqual(['sessions kept', 'installed'])
  expect(dialog.asked).toEqual([])
})

test.for([2, null])('where it cannot, the person is asked before %s sessions are stopped', async (live) => {
  const later = setup({ keepsHost: false, live })
  later.dialog.willAnswer('Later')
  expect(await later.leave()).toBe(false)
  expect(later.done).toEqual([])

  const now = setup({ keepsHost: false, live })
  now.dialog.willAnswer('Stop them and install')
  expect(await now.leave()).toBe(true)
  expect(now.done).toEqual(['sessions stopped', 'installed'])
})

test('without sessions there is nothing to ask', async () => {
  const { done, leave } = setup({ keepsHost: false, live: 0 })
  expect(await leave()).toBe(true)
  expect(done).toEqual(['sessions stopped', 'installed'])
})

test('an installer that does not end the program leaves nobody without a server: it starts anew', async () => {
  vi.useFakeTimers()
  try {
    const { done, leave } = setup({ keepsHost: true, live: 0 })
    await leave()
    expect(done.at(-1)).toBe('installed')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(done.at(-1)).toBe('back')
  } finally {
    vi.useRealTimers()
  }
})

test('macOS swaps the program for as long as it likes', async () => {
  vi.useFakeTimers()
  try {
    const { done, leave } = setup({ keepsHost: true, live: 0, platform: 'darwin' })
    await leave()
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(done.at(-1)).toBe('installed')
  } finally {
    vi.useRealTimers()
  }
})

test('a program that cannot update itself says why, and does nothing else', async () => {
  const states: unknown[] = []
  const updates = openUpdates(
    { kind: 'none', reason: 'A checkout.' },
    {
      choice: () => ({ channel: 'stable', url: null }),
      now: () => new Date(),
      onState: (state) => states.push(state),
      leave: async () => true,
      relaunch: () => {},
    },
  )
  const unavailable = { kind: 'unavailable', reason: 'A checkout.' }
  expect([states, await updates.check(), await updates.install(), updates.state()]).toEqual([
    [unavailable],
    unavailable,
    false,
    unavailable,
  ])
})

test('an updater that cannot be loaded is told, and does not end the program', async () => {
  const states: { kind: string }[] = []
  const updates = openUpdates(
    { kind: 'engine', keepsHost: true, stage: async () => {}, load: () => Promise.reject(new Error('no such chunk')) },
    {
      choice: () => ({ channel: 'stable', url: null }),
      now: () => new Date(),
      onState: (state) => states.push(state),
      leave: async () => true,
      relaunch: () => {},
    },
  )
  await expect(updates.check()).rejects.toThrow('no such chunk')
  expect(states).toMatchObject([{ kind: 'failed' }])
})
