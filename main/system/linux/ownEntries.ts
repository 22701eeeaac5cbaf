import { refreshAutostart } from './autostart.ts'
import { type MenuEntryDeps, refreshMenuEntry } from './menuEntry.ts'

/**
 * Makes the autostart and menu entries name this file again; run at each start of an installed program. Never fails: a
 * home folder that cannot be written is no reason not to start.
 */
export function refreshOwnEntries(deps: MenuEntryDeps): void {
  if (deps.platform !== 'linux' || !deps.app.isPackaged) {
    return
  }
  for (const refresh of [refreshAutostart, refreshMenuEntry]) {
    try {
      refresh(deps)
    } catch {
      // The entry stays as it was; the desktop ignores it because of TryExec.
    }
  }
}
