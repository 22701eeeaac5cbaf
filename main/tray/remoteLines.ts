import type { DesktopState } from '#shared/desktop/desktopState.ts'
import { type TrayItem, button, group, line } from './trayItem.ts'
import * as words from './words.ts'

/** Remote access, and Lock down. Empty without a server. */
export function remoteLines({ server, remote }: DesktopState): TrayItem[] {
  if (server.kind !== 'running') {
    return []
  }
  return [...(remote === null ? [] : [remoteGroup(remote)]), button(words.lockDownAsking, { kind: 'panic' })]
}

function remoteGroup(remote: NonNullable<DesktopState['remote']>): TrayItem {
  const page = { kind: 'open', path: '/remote' } as const
  if (!remote.enabled) {
    return group(words.remoteAccess.off, [line(words.onlyThisMachine), button(words.switchOn, page)])
  }
  const { remote_url: url } = remote
  return group(url === null ? words.remoteAccess.broken : words.remoteAccess.on, [
    line(url ?? remote.problem ?? words.itIsBeingOpened),
    ...(url === null
      ? []
      : [
          ...(typeof remote.sign_in_problem === 'string' ? [line(words.nobodyCanSignIn)] : []),
          button(words.copyTheAddress, { kind: 'copy', text: url }),
          button(words.pairAPhone, { kind: 'show_qr' }),
        ]),
    button(words.switchOff, { kind: 'remote_off' }),
    button(words.more, page),
  ])
}
