import type { DesktopState } from '#shared/desktop/desktopState.ts'
import { hostLines } from './hostLines.ts'
import { remoteLines } from './remoteLines.ts'
import { newsLines, runningLines, waitingLines } from './sessionLines.ts'
import { titleOf } from './trayTitle.ts'
import { type TrayItem, button, line, separator, tick } from './trayItem.ts'
import { updateLines } from './updateLines.ts'

/** What the menu shows beside the state of everything. */
export interface TrayFacts {
  readonly state: DesktopState
  /** unsupported: this system has no such switch for this program. */
  readonly startsAtLogin: 'yes' | 'no' | 'unsupported'
}

/**
 * The tray's menu: what needs a person first, then what nobody has read, what runs, then the switches.
 * @param now in ms since 1970; the menu tells minutes, so it changes once a minute at most.
 */
export function trayMenu(facts: TrayFacts, now: number): TrayItem[] {
  const { state } = facts
  return sections([
    [line(titleOf(state).sentence), ...serverLines(state)],
    waitingLines(state.waiting),
    newsLines(state),
    runningLines(state, now),
    remoteLines(state),
    [...updateLines(state.update), ...hostLines(state)],
    [
      button('Open Homeport', { kind: 'open', path: '/' }),
      ...(isReachable(state) ? [button('Settings…', { kind: 'open', path: '/settings' })] : []),
      ...loginLines(facts),
    ],
    [button('Quit Homeport…', { kind: 'quit' })],
  ])
}

/** Sections with something in them, apart. */
function sections(all: readonly (readonly TrayItem[])[]): TrayItem[] {
  return all
    .filter((items) => items.length > 0)
    .flatMap((items, index) => (index === 0 ? items : [separator, ...items]))
}

function serverLines({ server }: DesktopState): TrayItem[] {
  return server.kind === 'stopped' || server.kind === 'failed'
    ? [button('Start the server', { kind: 'start_server' })]
    : []
}

function isReachable({ server }: DesktopState): boolean {
  return server.kind === 'running'
}

function loginLines({ startsAtLogin }: TrayFacts): TrayItem[] {
  const isOn = startsAtLogin === 'yes'
  return startsAtLogin === 'unsupported' ? [] : [tick('Start at login', isOn, { kind: 'start_at_login', on: !isOn })]
}
