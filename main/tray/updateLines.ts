import type { UpdateState } from '#shared/desktop/desktopState.ts'
import { type TrayItem, button, line } from './trayItem.ts'

/** Newer versions of the program. */
export function updateLines(update: UpdateState): TrayItem[] {
  const check = { kind: 'check_for_updates' } as const
  switch (update.kind) {
    case 'unavailable':
      return []
    case 'current':
      return [button('Check for updates', check)]
    case 'checking':
      return [line('Looking for updates…')]
    case 'available':
      return [line(`Homeport ${update.version} is fetched…`)]
    case 'downloading':
      // In tens: the menu is built anew at each change.
      return [line(`Homeport ${update.version}: ${Math.floor(update.percent / 10) * 10} % fetched`)]
    case 'ready':
      return [button(`Install Homeport ${update.version} and restart`, { kind: 'install_update' })]
    case 'failed':
      return [button('The update failed: look…', { kind: 'open', path: '/updates' }), button('Try again', check)]
  }
}
