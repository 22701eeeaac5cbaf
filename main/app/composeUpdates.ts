import { updateChoice } from '#server/index.ts'
import type { DesktopModel } from '../state/desktopModel.ts'
import type { LaunchContext } from '../launchContext.ts'
import type { ElectronParts } from '../electronApi.ts'
import { type Quitting, liveSessions } from '../system/quitting.ts'
import type { Dialogs } from '../system/dialogs.ts'
import { leaveForUpdate } from '../updates/leaveForUpdate.ts'
import { type UpdatesPart, openUpdates } from '../updates/openUpdates.ts'

/** Updates of the running program: what is found goes into the model, installing takes leave of the server. */
export function composeUpdates(
  parts: ElectronParts,
  place: LaunchContext,
  { model, quitting, dialog }: { readonly model: DesktopModel; readonly quitting: Quitting; readonly dialog: Dialogs },
): UpdatesPart {
  const comeBack = () => {
    // An AppImage is mounted anew: its own file is what can be started again.
    const { APPIMAGE: file } = place.env
    parts.app.relaunch({ args: [], ...(file === undefined ? {} : { execPath: file }) })
    parts.app.exit()
  }
  const updates = openUpdates(place.updates, {
    choice: () => updateChoice(place.dataDir, place.env),
    now: () => new Date(),
    onState: (update) => model.learn({ update }),
    comeBack,
    leave: (install) =>
      leaveForUpdate(install, {
        dialog,
        quitting,
        platform: place.platform,
        comeBack,
        keepsHost: place.updates.kind === 'engine' && place.updates.keepsHost,
        liveSessions: () => liveSessions(model.facts),
      }),
  })
  parts.app.on('will-quit', updates.stop)
  return updates
}
