import type { DesktopFacts } from '#shared/desktop/desktopState.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import { type RunningServer, connectToRunningServer, keepServer } from '#server/index.ts'
import { serveBridgeRequests } from './serveBridgeRequests.ts'
import { appMenu } from '../system/appMenu.ts'
import { closeWindow } from '../system/closing.ts'
import { type DesktopActions, createDesktopActions } from './desktopActions.ts'
import { DesktopModel } from '../state/desktopModel.ts'
import type { LaunchContext } from '../launchContext.ts'
import { type Dialogs, dialogsOver } from '../system/dialogs.ts'
import type { ElectronParts } from '../electronApi.ts'
import { launchWithElectron } from '#main/server/gatewayProcess.ts'
import { hostSurvivesExit } from '#main/server/hostSurvivesExit.ts'
import { knownLoginStart } from '../system/knownLoginStart.ts'
import { refreshOwnEntries } from '../system/linux/menuEntry.ts'
import { listenToSystem } from './listenToSystem.ts'
import { LiveServer, type LiveServerDeps } from '#main/server/liveServer.ts'
import { Preferences } from '../system/preferences.ts'
import { prepareElectron } from './prepareElectron.ts'
import { serveProgramPages } from '../windows/programPages.ts'
import { Quitting, sessionsAffected } from '../system/quitting.ts'
import { reactToRun, reactToState } from './reactions.ts'
import { checkSpelling } from '../windows/spelling.ts'
import { listenForStarts } from '../system/starts.ts'
import { composeUpdates } from './composeUpdates.ts'
import type { UpdatesPart } from '../updates/openUpdates.ts'
import { Windows } from '../windows/windows.ts'
import * as words from './words.ts'

/** The running program, as tray and updates extend it. */
export interface Desktop {
  readonly model: DesktopModel
  readonly actions: DesktopActions
  readonly windows: Windows
  readonly dialogs: Dialogs
  readonly updates: UpdatesPart
  /** Where the server is, with a fresh sign-in link; null while none answers. */
  readonly serverInfo: () => Promise<ServerInfo | null>
  /** Quits without asking, for a signal or a shutdown. Sessions keep running where the host can outlive the program. */
  readonly quitKeeping: () => Promise<void>
}

const unknownYet: DesktopFacts = {
  server: { kind: 'starting' },
  overview: null,
  remote: null,
  host: null,
  update: { kind: 'unavailable', reason: words.thisProgramDoesNotUpdateItself },
}

/**
 * The desktop program: makes sure a server runs, shows its page, and notifies the person when a session needs them.
 * Returns null when another instance already runs; that one was handed the command line, and this one ends.
 *
 * Everything up to `whenReady` happens synchronously in the call: Electron emits `ready` only after its entry module
 * has run.
 */
export async function runDesktop(parts: ElectronParts, context: LaunchContext): Promise<Desktop | null> {
  const { app } = parts
  prepareElectron({ parts, context })
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return null
  }
  // Before the first await: macOS delivers the link it was started with right away.
  const starts = listenForStarts(app, context)
  await app.whenReady()
  checkSpelling({ parts, context })
  serveProgramPages(parts.protocol, context.files.pages)
  const { platform, env, home, execPath, files } = context
  refreshOwnEntries({ app, platform, env, home, execPath, files: { icon: files.icon } })
  const desktop = compose(parts, context)
  starts.serve(desktop.windows)
  return desktop
}

function compose(parts: ElectronParts, context: LaunchContext): Desktop {
  const { app } = parts
  const { platform, log, env, home, execPath, files } = context
  const model = new DesktopModel(unknownYet)
  const preferences = new Preferences(context.preferencesFile)
  const { findServer, serverInfo } = serverOf(context)
  const windows: Windows = new Windows({
    parts,
    platform,
    preload: files.preload,
    icon: files.icon,
    preferences,
    openExternal: (url) => void parts.shell.openExternal(url),
    serverInfo,
    onClose: (window) =>
      closeWindow(window, {
        isQuitting: quitting.isUnderWay,
        isOurs: live.owner.isOurs,
        hasTray: context.hasTray(),
        platform,
        say: (announcement) => notifications.show(announcement),
      }),
  })
  const dialogs = dialogsOver(parts.dialog, () => windows.parent)
  const live: LiveServer = new LiveServer({
    model,
    userAgent: `Homeport/${app.getVersion()} (desktop; ${platform})`,
    times: context.times,
    find: findServer,
    supervise: supervisorOf(parts, context),
    onRunning: (localUrl) => {
      void windows.serves(localUrl)
      void actions.refreshStatus()
    },
    onSecurityNotice: () => void actions.refreshStatus(),
    onTaskRun: (news) => reactToRun(news, { windows, notifications }),
    onGivenUp: () => void showRecovery(windows, log),
  })
  const quitting: Quitting = quittingOf(app, env, { model, preferences, dialogs, live })
  const loginStart = knownLoginStart({ app, platform, env, home, execPath })
  const actions = createDesktopActions({
    windows,
    connection: live.connection,
    findServer,
    learn: (facts) => model.learn(facts),
    startServer: () => live.owner.start(),
    loginStart,
    quit: () => app.quit(),
  })
  const { notifications } = reactToState({ parts, platform, model, windows, actions, log })
  const updates = composeUpdates(parts, context, { model, quitting, dialog: dialogs })
  const served = { model, preferences, windows, live, notifications, updates, dialogs, loginStart }
  serveBridgeRequests(parts, context, served)
  listenToSystem(parts, context, { live, windows, quitting, actions })
  setAppMenu(parts, context, windows)
  void live.owner.start()
  return { model, actions, windows, dialogs, updates, serverInfo, quitKeeping: () => quitting.quitKeeping() }
}

interface QuittingParts {
  readonly model: DesktopModel
  readonly preferences: Preferences
  readonly dialogs: Dialogs
  readonly live: LiveServer
}

function quittingOf(app: ElectronParts['app'], env: NodeJS.ProcessEnv, parts: QuittingParts): Quitting {
  const { model, preferences, dialogs, live } = parts
  const { liveSessions, cut } = sessionsAffected(
    () => live.owner.isOurs,
    () => model.facts,
  )
  return new Quitting({
    app,
    dialog: dialogs,
    preferences,
    canKeep: hostSurvivesExit(env),
    liveSessions,
    cut,
    leave: (answer) => live.leave(answer),
  })
}

function setAppMenu({ Menu, app }: ElectronParts, { platform }: LaunchContext, windows: Windows): void {
  const menu = appMenu(platform, {
    quit: () => app.quit(),
    openSettings: () => void windows.goTo('/settings'),
    find: () => void windows.find(),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
}

/** How to start a server of our own. */
function supervisorOf(parts: ElectronParts, { dataDir, env, times }: LaunchContext): LiveServerDeps['supervise'] {
  const launch = launchWithElectron(parts.utilityProcess)
  return ({ onReady, onCrash }) => keepServer({ dataDir, env, launch, times, onReady, onCrash })
}

/** How to find the running server, whoever started it. */
function serverOf({ dataDir }: LaunchContext) {
  const findServer = () => connectToRunningServer(dataDir)
  return { findServer, serverInfo: () => askWhere(findServer()) }
}

async function showRecovery(windows: Windows, log: LaunchContext['log']): Promise<void> {
  try {
    await windows.showRecovery()
  } catch (error) {
    log.error('the recovery page cannot be loaded', { error })
  }
}

/** Where a server is, with a fresh sign-in link; null when it does not answer. */
async function askWhere(server: RunningServer | null): Promise<ServerInfo | null> {
  return (await server?.call('server.info', {}).catch(() => null)) ?? null
}
