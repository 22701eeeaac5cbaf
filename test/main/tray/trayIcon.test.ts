import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DesktopState } from '#shared/desktop/desktopState.ts'
import { type Panel, panelOf, trayIcon } from '#main/tray/trayIcon.ts'
import { asks, quiet, remoteOn, sessionCalled } from './desktopStates.ts'
import { remoteOff } from '#test/fakes/remoteChoice.ts'

const art = path.join(import.meta.dirname, '../../../resources/tray')
const mac: Panel = { platform: 'darwin', colour: 'light' }

const waiting = [{ session: sessionCalled('api'), approvals: [asks('Bash', { command: 'ls' })] }]
const running = [sessionCalled('homeport')]

test.for<[string, Partial<DesktopState>, string, string]>([
  ['nothing', {}, 'idle', 'Homeport: Homeport is ready'],
  ['a turn that runs', { running }, 'working', 'Homeport: 1 session working'],
  ['and the machine kept awake', { running, keeps_awake: true }, 'working', 'Homeport: 1 session working, kept awake'],
  ['a question wins over work', { running, waiting }, 'needs-you', 'Homeport: api needs an answer'],
  ['remote access is a mark', { remote: remoteOn }, 'idle-remote', 'Homeport: Homeport is ready · remote access on'],
  [
    'also beside the rest',
    { remote: remoteOn, waiting },
    'needs-you-remote',
    'Homeport: api needs an answer · remote access on',
  ],
  ['remote access that is off', { remote: remoteOff, running }, 'working', 'Homeport: 1 session working'],
  [
    'a problem wins over everything',
    { waiting, remote: { ...remoteOff, enabled: true, problem: 'the port is taken' } },
    'problem',
    'Homeport: Remote access does not work: the port is taken',
  ],
  ['a server on its way', { server: { kind: 'starting' } }, 'idle', 'Homeport: The server is starting…'],
  ['one that was stopped', { server: { kind: 'stopped' } }, 'idle', 'Homeport: The server is stopped'],
  ['one that failed', { server: { kind: 'failed', message: 'x' } }, 'problem', 'Homeport: The server does not run: x'],
  [
    'one that crashed',
    { server: { kind: 'restarting', how: 'x' }, remote: remoteOn },
    'problem',
    'Homeport: The server ended unexpectedly and is started again',
  ],
])('%s', ([, change, name, tooltip]) => {
  expect(trayIcon({ ...quiet, ...change }, mac)).toEqual({ file: `mac/${name}Template.png`, tooltip })
})

test('every picture it can name is there, on every system', () => {
  const states = [{}, { running }, { waiting }, { server: { kind: 'failed', message: 'x' } as const }]
  for (const change of states) {
    for (const remote of [remoteOn]) {
      for (const platform of ['darwin', 'win32', 'linux'] as const) {
        for (const colour of ['light', 'dark'] as const) {
          const { file } = trayIcon({ ...quiet, ...change, remote }, { platform, colour })
          expect({ file, is_there: existsSync(path.join(art, file)) }).toEqual({ file, is_there: true })
        }
      }
    }
  }
})

test('a tooltip fits into what Windows shows', () => {
  const { tooltip } = trayIcon({ ...quiet, server: { kind: 'failed', message: 'very '.repeat(100) } }, mac)
  expect(tooltip.length).toBeLessThanOrEqual(120)
  expect(tooltip.endsWith('…')).toBe(true)
})

describe('the panel that the tray lies on', () => {
  const light = { shouldUseDarkColors: false, shouldUseDarkColorsForSystemIntegratedUI: false }
  test.for<[string, Parameters<typeof panelOf>, 'light' | 'dark']>([
    ['Linux, light', [light, { platform: 'linux', desktop: 'KDE' }], 'light'],
    [
      'Linux, dark',
      [
        { ...light, shouldUseDarkColors: true },
        { platform: 'linux', desktop: undefined },
      ],
      'dark',
    ],
    ['GNOME paints its own black', [light, { platform: 'linux', desktop: 'ubuntu:GNOME' }], 'dark'],
    [
      'Windows, programs light and panel dark',
      [
        { ...light, shouldUseDarkColorsForSystemIntegratedUI: true },
        { platform: 'win32', desktop: undefined },
      ],
      'dark',
    ],
    [
      'Windows, the other way round',
      [
        { ...light, shouldUseDarkColors: true },
        { platform: 'win32', desktop: undefined },
      ],
      'light',
    ],
  ])('%s', ([, [theme, system], colour]) => {
    expect(panelOf(theme, system).colour).toBe(colour)
  })
})
