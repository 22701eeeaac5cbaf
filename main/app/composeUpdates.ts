import { updateChoice } from '#server/index.ts'
import type { DesktopModel } from '../state/desktopModel.ts'
import type { LaunchContext } from '../launchContext.ts'
import type { ElectronParts } from '../electronApi.ts'
import { type Quitting, liveSessions } from '../system/quitting.ts'
import type { Dialogs } from '../system/dialogs.ts'
import { leaveForUpdate } from '../updates/leaveForUpdate.ts'
import { type UpdatesPart, openUpdates } from '../updates/openUpdates.ts'

/**
 * Wires updates into the running program: their state goes into the model, and installing disconnects from the server
 * first.
 */
export function composeUpdates(
  parts: ElectronParts,
  context: LaunchContext,
  { model, quitting, dialog }: { readonly model: DesktopModel; readonly quitting: Quitting; readonly dialog: Dialogs },
): UpdatesPart {
  const relaunch = () => {
    // An AppImage is mounted at a new path at each start: only its own file can be started again.
    const { APPIMAGE: file } = context.env
    parts.app.relaunch({ args: [], ...(file === undefined ? {} : { execPath: file }) })
    parts.app.exit()
  }
  const updates = openUpdates(context.updates, {
    choice: () => updateChoice(context.dataDir, context.env),
    now: () => new Date(),
    onState: (update) => model.learn({ update }),
    relaunch,
    leave: (install) =>
      leaveForUpdate(install, {
        dialog,
        quitting,
        platform: context.platform,
        relaunch,
        keepsHost: context.updates.kind === 'engine' && context.updates.keepsHost,
        liveSessions: () => liveSessions(model.facts),
      }),
  })
  parts.app.on('will-quit', updates.stop)
  return updates
}
