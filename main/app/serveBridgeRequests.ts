import { logFolder } from '#server/index.ts'
import { createBridgeHandlers } from '../bridge/bridgeHandlers.ts'
import type { DesktopModel } from '../state/desktopModel.ts'
import type { LaunchContext } from '../launchContext.ts'
import type { Dialogs } from '../system/dialogs.ts'
import type { ElectronParts } from '../electronApi.ts'
import { hostSurvivesExit } from '#main/server/hostSurvivesExit.ts'
import { serveBridge } from '../bridge/ipc.ts'
import type { KnownLoginStart } from '../system/knownLoginStart.ts'
import type { LiveServer } from '#main/server/liveServer.ts'
import type { Notifications } from '../notifications/notifications.ts'
import type { Preferences } from '../system/preferences.ts'
import type { UpdatesPart } from '../updates/openUpdates.ts'
import type { Windows } from '../windows/windows.ts'
import * as words from './words.ts'

/** What the bridge handlers are built from. */
interface Answering {
  readonly model: DesktopModel
  readonly preferences: Preferences
  readonly windows: Windows
  readonly live: LiveServer
  readonly notifications: Notifications
  readonly updates: UpdatesPart
  readonly dialogs: Dialogs
  readonly loginStart: KnownLoginStart
}

/** Serves the bridge requests of the server's page, the recovery page and the find bar. */
export function serveBridgeRequests(parts: ElectronParts, context: LaunchContext, inner: Answering): void {
  const { model, preferences, windows, live, notifications, updates } = inner
  serveBridge(parts.ipcMain, {
    askerOf: (frame) => windows.askerOf(frame),
    handlers: createBridgeHandlers({
      parts,
      dialog: inner.dialogs,
      findBar: () => windows.findBar,
      signInWindow: () => windows.signIn(),
      platform: context.platform,
      home: context.home,
      folders: { data: context.dataDir, logs: logFolder(context.dataDir) },
      loginStart: inner.loginStart,
      menuEntry: {
        app: parts.app,
        platform: context.platform,
        env: context.env,
        home: context.home,
        execPath: context.execPath,
        files: { icon: context.files.icon },
      },
      preferences,
      updates,
      serverState: () => model.state.server,
      restartServer: () => live.owner.restart(),
      keepsAwake: () => model.state.keeps_awake,
      canKeepSessions: hostSurvivesExit(context.env),
      showTestNotification: () => notifications.prove(TEST),
    }),
  })
}

const TEST = {
  session_id: null,
  approval_id: null,
  isAnswerable: false,
  title: words.homeport,
  body: words.notificationsComeThrough,
}
