import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DesktopState } from '#shared/desktop/desktopState.ts'
import { HomeportTray, type TrayDeps } from '#main/tray/tray.ts'
import type { TrayAction } from '#main/tray/trayItem.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'
import { asks, quiet, sessionCalled } from './desktopStates.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:30Z') })
})

afterEach(() => {
  vi.useRealTimers()
})

/** A model of one state, which tells as the real one does. */
function setup(change: Partial<TrayDeps> = {}) {
  const electron = new ElectronDouble()
  const listeners = new Set<() => void>()
  const acted: TrayAction[] = []
  const model = {
    state: quiet,
    subscribe: (listener: unknown) => {
      listeners.add(listener as () => void)
      return () => listeners.delete(listener as () => void)
    },
  }
  const tray = new HomeportTray({
    parts: electron.parts,
    system: { platform: 'linux', desktop: 'KDE' },
    art: '/art',
    model,
    startsAtLogin: () => 'no',
    act: (action) => acted.push(action),
    now: Date.now,
    ...change,
  })
  const [shown] = electron.trays
  if (shown === undefined) {
    throw new Error('no tray was made')
  }
  const become = (state: Partial<DesktopState>) => {
    model.state = { ...quiet, ...state }
    listeners.forEach((listener) => listener())
  }
  return { electron, tray, shown, become, acted, listeners }
}

const waiting = [{ session: sessionCalled('api'), approvals: [asks('Bash', { command: 'ls' })] }]

test('picture, words and menu follow the state', () => {
  const { shown, become } = setup()
  expect([shown.image, shown.toolTip]).toEqual(['/art/linux/idle-light-panel.png', 'Homeport: Homeport is ready'])
  become({ waiting })
  expect([shown.image, shown.toolTip]).toEqual([
    '/art/linux/needs-you-light-panel.png',
    'Homeport: api needs an answer',
  ])
  expect(shown.menu?.labels()).toContain('Allow once')
})

test('a menu that would be the same is left alone, so that an open one stays open', () => {
  const { shown, become } = setup()
  become({ waiting })
  const { menu } = shown
  become({ waiting: [...waiting] })
  expect(shown.menu).toBe(menu)
  become({})
  expect(shown.menu).not.toBe(menu)
})

test('what is clicked is told', () => {
  const { shown, become, acted } = setup()
  become({ waiting })
  shown.menu?.press('Deny')
  expect(acted).toMatchObject([{ kind: 'answer', approval_id: 'ask-Bash', decision: 'deny' }])
})

test('the system changes its colours, and the picture follows', () => {
  const { electron, shown } = setup()
  electron.nativeTheme.shouldUseDarkColors = true
  electron.nativeTheme.emit('updated')
  expect(shown.image).toBe('/art/linux/idle-dark-panel.png')
})

test('while a turn runs the menu tells the minutes; while none runs nothing ticks', () => {
  const { shown, become, tray } = setup()
  expect(vi.getTimerCount()).toBe(0)
  become({ running: [sessionCalled('homeport', 1, { activity: 'editing' })] })
  expect(shown.menu?.labels()).toContain('homeport: editing')
  vi.advanceTimersByTime(60_000)
  expect(shown.menu?.labels()).toContain('homeport: editing · 1 min')
  become({})
  expect(vi.getTimerCount()).toBe(0)
  become({ running: [sessionCalled('homeport')] })
  tray.close()
  expect([vi.getTimerCount(), shown.isDestroyed()]).toEqual([0, true])
})

test('it leaves nothing behind that listens', () => {
  const { electron, tray, listeners } = setup()
  tray.close()
  tray.close()
  expect([listeners.size, electron.nativeTheme.listenerCount('updated')]).toEqual([0, 0])
})

test('a left click brings the window on Windows, and nothing where it opens the menu', () => {
  const windows = setup({ system: { platform: 'win32', desktop: undefined } })
  windows.shown.emit('click')
  expect(windows.acted).toEqual([{ kind: 'open', path: '/' }])
  const linux = setup()
  linux.shown.emit('click')
  expect(linux.acted).toEqual([])
})
