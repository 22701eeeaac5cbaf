import type { DesktopState } from '#shared/desktop/desktopState.ts'
import { type TrayItem, button, line } from './trayItem.ts'

/** After an update: the sessions still run in the old host, and may move when none of them works. */
export function hostLines({ server, host }: DesktopState): TrayItem[] {
  if (server.kind !== 'running' || (host?.state !== 'older' && host?.state !== 'unusable')) {
    return []
  }
  const isIdle = host.state === 'unusable' || host.busy_sessions === 0
  return [
    line(`Sessions run in the old version${host.host_version === null ? '' : ` ${host.host_version}`}`),
    isIdle ? button(`Move them to ${host.version}`, { kind: 'renew_host' }) : line('They can move when no turn runs'),
  ]
}
