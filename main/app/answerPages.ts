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

/** What the pages' questions are answered from. */
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

/** Answers what the window's page, the recovery page and the field for finding ask of the program. */
export function answerPages(parts: ElectronParts, place: LaunchContext, inner: Answering): void {
  const { model, preferences, windows, live, notifications, updates } = inner
  serveBridge(parts.ipcMain, {
    askerOf: (frame) => windows.askerOf(frame),
    handlers: createBridgeHandlers({
      parts,
      dialog: inner.dialogs,
      findBar: () => windows.findBar,
      signInWindow: () => windows.signIn(),
      platform: place.platform,
      home: place.home,
      folders: { data: place.dataDir, logs: logFolder(place.dataDir) },
      loginStart: inner.loginStart,
      menuEntry: {
        app: parts.app,
        platform: place.platform,
        env: place.env,
        home: place.home,
        execPath: place.execPath,
        files: { icon: place.files.icon },
      },
      preferences,
      updates,
      serverState: () => model.state.server,
      restartServer: () => live.owner.restart(),
      keepsAwake: () => model.state.keeps_awake,
      canKeepSessions: hostSurvivesExit(place.env),
      showTestNotification: () => notifications.prove(TEST),
    }),
  })
}

const TEST = {
  session_id: null,
  approval_id: null,
  isAnswerable: false,
  title: 'Homeport',
  body: 'Notifications come through. This is how a session asks for you.',
}
