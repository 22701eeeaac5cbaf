import { updateChoice } from '#server/index.ts'
import type { DesktopModel } from '../desktopModel.ts'
import type { DesktopPlace } from '../desktopPlace.ts'
import type { ElectronParts } from '../electronParts.ts'
import { type Quitting, liveSessions } from '../quitting.ts'
import type { Dialogs } from '../dialogs.ts'
import { leaveForUpdate } from './leaveForUpdate.ts'
import { type UpdatesPart, openUpdates } from './openUpdates.ts'

/** Updates of the running program: what is found goes into the model, installing takes leave of the server. */
export function composeUpdates(
  parts: ElectronParts,
  place: DesktopPlace,
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
