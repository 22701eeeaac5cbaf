import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DesktopState } from '#shared/desktop/desktopState.ts'
import { HomeportTray, type TrayDeps } from '#main/tray/tray.ts'
import type { TrayAction } from '#main/tray/trayItem.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'
import { asks, quiet, sessionCalled } from './desktopStates.ts'

const ART = path.join(import.meta.dirname, '../../../resources/tray')

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:30Z') })
})

afterEach(() => {
  vi.useRealTimers()
})

/** Then the tray has drawn a change. */
const SETTLED_MS = 250

/** A model of one state, which tells as the real one does. */
function setup(change: Partial<TrayDeps> = {}) {
  const electron = new ElectronDouble()
  electron.app.settleEntry()
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
    art: ART,
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
    vi.advanceTimersByTime(SETTLED_MS)
  }
  return { electron, tray, shown, become, acted, listeners }
}

const waiting = [{ session: sessionCalled('api'), approvals: [asks('Bash', { command: 'ls' })] }]

test('picture, words and menu follow the state', () => {
  const { shown, become } = setup()
  expect([shown.image, shown.toolTip]).toEqual([
    path.join(ART, 'linux/idle-light-panel.png'),
    'Homeport: Homeport is ready',
  ])
  become({ waiting })
  expect([shown.image, shown.toolTip]).toEqual([
    path.join(ART, 'linux/needs-you-light-panel.png'),
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
  expect(shown.image).toBe(path.join(ART, 'linux/idle-dark-panel.png'))
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

test.for(['win32', 'linux'] as const)('a left click brings the window on %s', (platform) => {
  const { shown, acted } = setup({ system: { platform, desktop: undefined } })
  shown.emit('click')
  expect(acted).toEqual([{ kind: 'open', path: '/' }])
})

test('on a Mac a left click opens the menu, and nothing else', () => {
  const { shown, acted } = setup({ system: { platform: 'darwin', desktop: undefined } })
  shown.emit('click')
  expect(acted).toEqual([])
})

test('a stream of changes is drawn once, a quarter of a second later, and asks the system once', () => {
  let asked = 0
  const { shown, listeners, tray } = setup({
    startsAtLogin: () => {
      asked += 1
      return 'no'
    },
  })
  const drawn = asked
  for (let change = 0; change < 50; change += 1) {
    listeners.forEach((listener) => listener())
  }
  expect(asked).toBe(drawn)
  vi.advanceTimersByTime(SETTLED_MS)
  expect(asked).toBe(drawn + 1)
  listeners.forEach((listener) => listener())
  tray.close()
  vi.advanceTimersByTime(SETTLED_MS)
  expect([asked, shown.isDestroyed()]).toEqual([drawn + 1, true])
})
