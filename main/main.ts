import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import * as electron from 'electron'
import {
  configureLogging,
  createLogger,
  defaultDataDir,
  logFolder,
  outboundEnvironment,
  windowFolder,
  supervisionTimes,
} from '#server/index.ts'
import { runDesktop } from './app/desktop.ts'
import type { LaunchContext } from './launchContext.ts'
import { endFailedStart, logFailures } from './app/failures.ts'
import type { HomeportTray } from './tray/tray.ts'
import { showTray } from './tray/showTray.ts'
import type { UpdateSource } from './updates/openUpdates.ts'
import { stageNatively } from './updates/stageNatively.ts'
import { throughProxy } from './updates/updateProxy.ts'
import { hostSurvivesUpdate, whyNoUpdates } from './updates/updatability.ts'

// There is no top-level await: Electron emits `ready` only after this module has run, so awaiting `ready` here would
// never end. (test/house/desktopEntry.test.ts)
const { app } = electron
const log = createLogger('desktop')
const shown: { tray: HomeportTray | null } = { tray: null }

logFailures(process, log)
start().catch((error: unknown) => endFailedStart(error, { app, dialog: electron.dialog, log }))

/** Synchronous up to its first `await`: names, the lock and the first listeners must be set before `ready`. */
async function start(): Promise<void> {
  const context = whereWeAre()
  configureLogging({ level: 'info', file: path.join(logFolder(context.dataDir), 'desktop.log') })
  const desktop = await runDesktop(electron, context)
  if (desktop === null) {
    return
  }
  // Electron treats them as a quit, and a quit asks. Nobody would answer a script, or a desktop that is logging out.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void desktop.quitKeeping())
  }
  shown.tray = await showTray({ parts: electron, context, desktop })
}

function whereWeAre(): LaunchContext {
  const dataDir = path.resolve(defaultDataDir(process.env, process.platform))
  // The window's own storage lies in the data directory, private like the rest: one program per data directory.
  const userData = windowFolder(dataDir)
  return {
    dataDir,
    userData,
    preferencesFile: path.join(userData, 'desktop.json'),
    platform: process.platform,
    env: process.env,
    argv: process.argv,
    isPlainElectron: process.defaultApp,
    workingFolder: process.cwd(),
    home: homedir(),
    execPath: process.execPath,
    files: {
      preload: path.join(import.meta.dirname, 'preload.cjs'),
      pages: path.join(import.meta.dirname, 'pages'),
      icon: path.join(import.meta.dirname, 'icon.png'),
      dictionaries: besideArchive('dictionaries'),
      trayArt: besideArchive('tray'),
    },
    log,
    updates: updateSource(),
    hasTray: () => shown.tray !== null,
    times: supervisionTimes,
  }
}

function updateSource(): UpdateSource {
  const installation = {
    isPackaged: app.isPackaged,
    platform: process.platform,
    env: process.env,
    hasSource: existsSync(inResources('app-update.yml')),
    packageType: existsSync(inResources('package-type'))
      ? readFileSync(inResources('package-type'), 'utf8').trim()
      : null,
  }
  const reason = whyNoUpdates(installation)
  return reason === null
    ? {
        kind: 'engine',
        load: async () =>
          throughProxy((await import('electron-updater')).default.autoUpdater, await outboundEnvironment()),
        keepsHost: hostSurvivesUpdate(installation),
        stage: async () => {
          if (process.platform === 'darwin') {
            await stageNatively(electron.autoUpdater)
          }
        },
      }
    : { kind: 'none', reason }
}

/** A resource of the package, or of the checkout. */
function besideArchive(name: string): string {
  return app.isPackaged ? inResources(name) : path.join(import.meta.dirname, '../../resources', name)
}

function inResources(name: string): string {
  return path.join(process.resourcesPath, name)
}
