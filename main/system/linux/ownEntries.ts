import { refreshAutostart } from './autostart.ts'
import { type MenuEntryDeps, refreshMenuEntry } from './menuEntry.ts'

/**
 * At each start of an installed program: the entries that the person asked for name this very file again. Never
 * fails: a home folder that cannot be written is no reason not to start.
 */
export function refreshOwnEntries(deps: MenuEntryDeps): void {
  if (deps.platform !== 'linux' || !deps.app.isPackaged) {
    return
  }
  for (const refresh of [refreshAutostart, refreshMenuEntry]) {
    try {
      refresh(deps)
    } catch {
      // The entry stays as it was; its desktop passes over it by TryExec.
    }
  }
}
