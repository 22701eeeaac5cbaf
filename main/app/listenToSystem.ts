import type { DesktopActions } from './desktopActions.ts'
import type { LaunchContext } from '../launchContext.ts'
import type { ElectronParts } from '../electronApi.ts'
import type { LiveServer } from '#main/server/liveServer.ts'
import type { Quitting } from '../system/quitting.ts'
import { watchForSystemEnd } from '../system/systemEnd.ts'
import { watchForWake } from '../system/wake.ts'
import type { Windows } from '../windows/windows.ts'

/** Who receives the system's events. */
interface Listening {
  readonly live: LiveServer
  readonly windows: Windows
  readonly quitting: Quitting
  readonly actions: DesktopActions
}

/** Handles sleep and wake, shutdown, the dock, the last window and quitting. */
export function listenToSystem(parts: ElectronParts, context: LaunchContext, inner: Listening): void {
  const { live, windows, quitting, actions } = inner
  const { app, powerMonitor } = parts
  const stopWatching = watchForWake({
    powerMonitor,
    onWake: () => {
      live.wake()
      windows.wake()
      void actions.refreshStatus()
    },
    onPoll: () => void actions.refreshStatus(),
  })
  watchForSystemEnd({
    parts,
    platform: context.platform,
    quitKeeping: () => quitting.quitKeeping(),
    quitStopping: () => quitting.quitStopping(),
  })
  app.on('activate', () => void windows.show())
  app.on('window-all-closed', () => {
    // Our own server keeps running behind the tray or the dock; a window on another's server has nothing left to do.
    if (!live.owner.isOurs && !context.hasTray() && context.platform !== 'darwin') {
      app.quit()
    }
  })
  app.on('before-quit', (event) => quitting.onBeforeQuit(event))
  app.on('will-quit', stopWatching)
}
