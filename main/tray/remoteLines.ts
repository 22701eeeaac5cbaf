import type { DesktopState } from '#shared/desktop/desktopState.ts'
import { type TrayItem, button, group, line } from './trayItem.ts'

/** Remote access, and Lock down. Empty without a server. */
export function remoteLines({ server, remote }: DesktopState): TrayItem[] {
  if (server.kind !== 'running') {
    return []
  }
  return [
    ...(remote === null ? [] : [remoteGroup(remote)]),
    button('Lock down: close to the outside and pause all sessions…', { kind: 'panic' }),
  ]
}

function remoteGroup(remote: NonNullable<DesktopState['remote']>): TrayItem {
  const page = { kind: 'open', path: '/remote' } as const
  if (!remote.enabled) {
    return group('Remote access: off', [line('Only this machine can connect.'), button('Switch on…', page)])
  }
  const { remote_url: url } = remote
  return group(url === null ? 'Remote access: not working' : 'Remote access: on', [
    line(url ?? remote.problem ?? 'It is being opened.'),
    ...(url === null
      ? []
      : [
          ...(typeof remote.sign_in_problem === 'string' ? [line('Nobody can sign in from outside yet.')] : []),
          button('Copy the address', { kind: 'copy', text: url }),
          button('Pair a phone…', { kind: 'show_qr' }),
        ]),
    button('Switch off', { kind: 'remote_off' }),
    button('More…', page),
  ])
}
