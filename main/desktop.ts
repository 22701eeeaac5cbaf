import type { DesktopFacts } from '#shared/desktop/desktopState.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import { type RunningServer, connectToRunningServer, keepServer, logFolder } from '#server/index.ts'
import { appMenu } from './appMenu.ts'
import { createBridgeHandlers } from './bridgeHandlers.ts'
import { closeWindow } from './closing.ts'
import { type DesktopActions, createDesktopActions } from './desktopActions.ts'
import { DesktopModel } from './desktopModel.ts'
import type { DesktopPlace } from './desktopPlace.ts'
import type { ElectronParts } from './electronParts.ts'
import { launchWithElectron } from './gatewayProcess.ts'
import { hostSurvivesExit } from './hostSurvivesExit.ts'
import { serveBridge } from './ipc.ts'
import { refreshOwnEntries } from './linux/ownEntries.ts'
import { LiveServer } from './liveServer.ts'
import type { Notifications } from './notifications.ts'
import { Preferences } from './preferences.ts'
import { Quitting, liveSessions } from './quitting.ts'
import { reactToState } from './reactions.ts'
import { listenForStarts } from './starts.ts'
import { composeUpdates } from './updates/composeUpdates.ts'
import type { UpdatesPart } from './updates/openUpdates.ts'
import { watchForWake } from './wake.ts'
import { Windows } from './windows.ts'

/** The running program, as tray and updates extend it. */
export interface Desktop {
  readonly model: DesktopModel
  readonly actions: DesktopActions
  readonly windows: Windows
  readonly updates: UpdatesPart
  /** Where the server is, with a fresh sign-in link; null while none answers. */
  readonly serverInfo: () => Promise<ServerInfo | null>
  /** Ends the program without a question: a signal, or the computer shuts down. Sessions go on where they can. */
  readonly quitKeeping: () => Promise<void>
}

const unknownYet: DesktopFacts = {
  server: { kind: 'starting' },
  overview: null,
  remote: null,
  host: null,
  update: { kind: 'unavailable', reason: 'This program does not update itself.' },
}

/**
 * The desktop program: sees to it that a server runs, shows its page, and tells what needs a person. null: it runs
 * already; that one was handed the command line, and this one ends.
 */
export async function runDesktop(parts: ElectronParts, place: DesktopPlace): Promise<Desktop | null> {
  const { app } = parts
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return null
  }
  // Before anything is waited for: macOS tells of the link it was started with right away.
  const starts = listenForStarts(app, place)
  await app.whenReady()
  const desktop = compose(parts, place)
  starts.serve(desktop.windows)
  return desktop
}

function compose(parts: ElectronParts, place: DesktopPlace): Desktop {
  const { app } = parts
  const { platform } = place
  const model = new DesktopModel(unknownYet)
  const preferences = new Preferences(place.preferencesFile)
  const findServer = () => connectToRunningServer(place.dataDir)
  const serverInfo = () => askWhere(findServer())
  const windows: Windows = new Windows({
    ...parts,
    files: place.files,
    openExternal: (url) => void parts.shell.openExternal(url),
    serverInfo,
    onClose: (window) =>
      closeWindow(window, {
        isQuitting: quitting.isUnderWay,
        isOurs: live.owner.isOurs,
        hasTray: place.hasTray(),
        platform,
        say: (announcement) => notifications.show(announcement),
      }),
  })
  const live: LiveServer = new LiveServer({
    model,
    userAgent: `Homeport/${app.getVersion()} (desktop; ${platform})`,
    find: findServer,
    keep: (listener) => keepServer({ ...place, launch: launchWithElectron(parts.utilityProcess), ...listener }),
    onRunning: (localUrl) => {
      void windows.serves(localUrl)
      void actions.lookAround()
    },
    onGivenUp: () => void windows.showRecovery(),
  })
  const quitting: Quitting = new Quitting({
    ...parts,
    preferences,
    canKeep: hostSurvivesExit(place.env),
    liveSessions: () => (live.owner.isOurs ? liveSessions(model.facts) : 0),
    leave: (answer) => live.leave(answer),
  })
  const actions = createDesktopActions({
    windows,
    connection: live.connection,
    findServer,
    learn: (facts) => model.learn(facts),
    startServer: () => live.owner.start(),
    loginStart: { ...place, app },
    quit: () => app.quit(),
  })
  const { notifications } = reactToState({ parts, platform, model, windows, actions })
  const updates = composeUpdates(parts, place, { model, quitting })
  const inner: Inner = { model, preferences, windows, live, quitting, actions, notifications, updates }
  answerPages(parts, place, inner)
  refreshOwnEntries({ ...place, app })
  listenToSystem(parts, place, inner)
  parts.Menu.setApplicationMenu(parts.Menu.buildFromTemplate(appMenu(platform, () => app.quit())))
  void live.owner.start()
  return { model, actions, windows, updates, serverInfo, quitKeeping: () => quitting.quitKeeping() }
}

/** Where a server is, with a fresh sign-in link; null when it does not answer. */
async function askWhere(server: RunningServer | null): Promise<ServerInfo | null> {
  return (await server?.call('server.info', {}).catch(() => null)) ?? null
}

/** What the program is put together from. */
interface Inner {
  readonly model: DesktopModel
  readonly preferences: Preferences
  readonly windows: Windows
  readonly live: LiveServer
  readonly quitting: Quitting
  readonly actions: DesktopActions
  readonly notifications: Notifications
  readonly updates: UpdatesPart
}

function answerPages(parts: ElectronParts, place: DesktopPlace, inner: Inner): void {
  const { model, preferences, windows, live, notifications, updates } = inner
  serveBridge(parts.ipcMain, {
    askerOf: (frame) => windows.askerOf(frame),
    handlers: createBridgeHandlers({
      parts,
      folders: { data: place.dataDir, logs: logFolder(place.dataDir) },
      loginStart: { ...place, app: parts.app },
      menuEntry: { ...place, app: parts.app },
      preferences,
      updates,
      serverState: () => model.state.server,
      restartServer: () => live.owner.restart(),
      keepsAwake: () => model.state.keeps_awake,
      canKeepSessions: hostSurvivesExit(place.env),
      showTestNotification: () => notifications.show(TEST),
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

function listenToSystem(parts: ElectronParts, place: DesktopPlace, inner: Inner): void {
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
  powerMonitor.on('shutdown', () => void quitting.quitKeeping())
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
