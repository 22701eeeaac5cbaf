import type { DesktopState, UpdateState } from '#shared/desktop/desktopState.ts'
import { remoteLines } from './remoteLines.ts'
import { newsLines, runningLines, waitingLines } from './sessionLines.ts'
import { titleOf } from './trayTitle.ts'
import { type TrayItem, button, group, line, separator, tick, wrappedLines } from './trayItem.ts'
import * as words from './words.ts'

/** What the menu shows. */
export interface TrayFacts {
  readonly state: DesktopState
  /** 'unsupported': this system cannot start this program at login. */
  readonly startsAtLogin: 'yes' | 'no' | 'unsupported'
}

/**
 * The tray's menu: what needs a person, then what is unread, what runs, and the switches.
 * @param now in ms since 1970; the menu shows minutes, so it changes once a minute at most.
 */
export function trayMenu(facts: TrayFacts, now: number): TrayItem[] {
  const { state } = facts
  return sections([
    [line(titleOf(state).sentence), ...serverLines(state)],
    askingLines(state),
    waitingLines(state.waiting),
    newsLines(state),
    runningLines(state, now),
    remoteLines(state),
    [...updateLines(state.update), ...hostLines(state)],
    [
      button(words.openHomeport, { kind: 'open', path: '/' }),
      ...(isReachable(state) ? [button(words.settings, { kind: 'open', path: '/settings' })] : []),
      ...loginLines(facts),
    ],
    [button(words.quitHomeport, { kind: 'quit' })],
  ])
}

/** Joins the non-empty sections with separators. */
function sections(all: readonly (readonly TrayItem[])[]): TrayItem[] {
  return all
    .filter((items) => items.length > 0)
    .flatMap((items, index) => (index === 0 ? items : [separator, ...items]))
}

/** Devices that wait for a yes to their first terminal, each with both answers. Empty when none does. */
function askingLines({ server, asking = [] }: DesktopState): TrayItem[] {
  if (server.kind !== 'running') {
    return []
  }
  return asking.map(({ id, device_name, username, address }) =>
    group(words.firstTerminal(device_name), [
      ...wrappedLines(words.deviceOf(device_name, username, address)),
      button(words.allow, { kind: 'confirm_terminal', id, decision: 'allow' }),
      button(words.deny, { kind: 'confirm_terminal', id, decision: 'deny' }),
    ]),
  )
}

function serverLines({ server }: DesktopState): TrayItem[] {
  return server.kind === 'stopped' || server.kind === 'failed'
    ? [button(words.startTheServer, { kind: 'start_server' })]
    : []
}

function isReachable({ server }: DesktopState): boolean {
  return server.kind === 'running'
}

function loginLines({ startsAtLogin }: TrayFacts): TrayItem[] {
  const isOn = startsAtLogin === 'yes'
  return startsAtLogin === 'unsupported' ? [] : [tick(words.startAtLogin, isOn, { kind: 'start_at_login', on: !isOn })]
}

/** After an update: sessions that still run in the old host, which can move while no turn runs. */
function hostLines({ server, host }: DesktopState): TrayItem[] {
  if (server.kind !== 'running' || (host?.state !== 'older' && host?.state !== 'unusable')) {
    return []
  }
  const isIdle = host.state === 'unusable' || host.busy_sessions === 0
  return [
    line(words.sessionsRunInTheOldVersion(host.host_version)),
    isIdle ? button(words.moveThemTo(host.version), { kind: 'renew_host' }) : line(words.theyCanMoveLater),
  ]
}

/** Newer versions of the program. */
function updateLines(update: UpdateState): TrayItem[] {
  const check = { kind: 'check_for_updates' } as const
  switch (update.kind) {
    case 'unavailable':
      return []
    case 'current':
      return [button(words.checkForUpdates, check)]
    case 'checking':
      return [line(words.lookingForUpdates)]
    case 'available':
      return [line(words.isFetched(update.version))]
    case 'downloading':
      // In steps of ten: the menu is rebuilt at each change.
      return [line(words.percentFetched(update.version, Math.floor(update.percent / 10) * 10))]
    case 'ready':
      return [button(words.installAndRestart(update.version), { kind: 'install_update' })]
    case 'failed':
      return [button(words.theUpdateFailed, { kind: 'open', path: '/updates' }), button(words.tryAgain, check)]
  }
}
