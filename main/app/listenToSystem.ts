import type { DesktopActions } from './desktopActions.ts'
import type { LaunchContext } from '../launchContext.ts'
import type { ElectronParts } from '../electronApi.ts'
import type { LiveServer } from '#main/server/liveServer.ts'
import type { Quitting } from '../system/quitting.ts'
import { watchForSystemEnd } from '../system/systemEnd.ts'
import { watchForWake } from '../system/wake.ts'
import type { Windows } from '../windows/windows.ts'

/** What the system's news are handed to. */
interface Listening {
  readonly live: LiveServer
  readonly windows: Windows
  readonly quitting: Quitting
  readonly actions: DesktopActions
}

/** Sleep and wake, shutdown, the dock, the last window, the end. */
export function listenToSystem(parts: ElectronParts, place: LaunchContext, inner: Listening): void {
  const { live, windows, quitting, actions } = inner
  const { app, powerMonitor } = parts
  const stopWatching = watchForWake({
    powerMonitor,
    onWake: () => {
      live.wake()
      windows.wake()
      void actions.lookAround()
    },
    onLook: () => void actions.lookAround(),
  })
  watchForSystemEnd({
    parts,
    platform: place.platform,
    quitKeeping: () => quitting.quitKeeping(),
    quitStopping: () => quitting.quitStopping(),
  })
  app.on('activate', () => void windows.show())
  app.on('window-all-closed', () => {
    // Ours goes on behind the tray or the dock; a window on somebody else's server has nothing left to do.
    if (!live.owner.isOurs && !place.hasTray() && place.platform !== 'darwin') {
      app.quit()
    }
  })
  app.on('before-quit', (event) => quitting.onBeforeQuit(event))
  app.on('will-quit', stopWatching)
}
