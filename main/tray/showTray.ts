import type { TrayFacts } from './trayMenu.ts'
import type { Desktop } from '../app/desktop.ts'
import type { LaunchContext } from '../launchContext.ts'
import type { ElectronParts } from '../electronApi.ts'
import { QrWindow } from '../windows/qrWindow.ts'
import { HomeportTray } from './tray.ts'
import { type TrayActionsDeps, performTrayAction } from './trayActions.ts'
import { hasTrayHost } from './trayHost.ts'
import { waitForTrayHost } from './trayHost.ts'

export interface ShowTrayDeps {
  readonly parts: ElectronParts
  readonly context: Pick<LaunchContext, 'platform' | 'env' | 'files'>
  readonly desktop: Pick<Desktop, 'model' | 'actions' | 'updates' | 'serverInfo' | 'dialogs'>
}

/**
 * Shows the tray icon as soon as the system has a tray; resolves with null when it has none. Removed when the program
 * quits.
 */
export async function showTray({ parts, context, desktop }: ShowTrayDeps): Promise<HomeportTray | null> {
  const ending = new AbortController()
  parts.app.on('will-quit', () => ending.abort())
  if (!(await waitForTrayHost({ ask: () => hasTrayHost(context), signal: ending.signal }))) {
    return null
  }
  const { actions } = desktop
  const qr = new QrWindow({
    parts,
    platform: context.platform,
    icon: context.files.icon,
    openExternal: (url) => void parts.shell.openExternal(url),
    serverInfo: desktop.serverInfo,
  })
  const deps: TrayActionsDeps = {
    actions,
    clipboard: parts.clipboard,
    dialog: desktop.dialogs,
    updates: desktop.updates,
    showQr: () => qr.show(),
    refresh: () => tray.refresh(),
  }
  const tray: HomeportTray = new HomeportTray({
    parts,
    system: { platform: context.platform, desktop: context.env['XDG_CURRENT_DESKTOP'] },
    art: context.files.trayArt,
    model: desktop.model,
    startsAtLogin: () => loginFact(actions.startsAtLogin()),
    act: (action) => void performTrayAction(action, deps),
    now: Date.now,
  })
  parts.app.on('will-quit', () => tray.close())
  return tray
}

function loginFact({ enabled, problem }: { enabled: boolean; problem: string | null }): TrayFacts['startsAtLogin'] {
  if (problem !== null) {
    return 'unsupported'
  }
  return enabled ? 'yes' : 'no'
}
