import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import * as electron from 'electron'
import { defaultDataDir, outboundEnvironment } from '#server/index.ts'
import { runDesktop } from './desktop.ts'
import type { HomeportTray } from './tray/tray.ts'
import { showTray } from './tray/showTray.ts'
import type { UpdateSource } from './updates/openUpdates.ts'
import { throughProxy } from './updates/updateProxy.ts'
import { hostSurvivesSwap, whyNoUpdates } from './updates/updatability.ts'

const { app } = electron
const dataDir = path.resolve(defaultDataDir(process.env, process.platform))
// The window's own storage lies beside everything else: one program per data directory, private like all of it.
const userData = path.join(dataDir, 'window')

app.setName('Homeport')
app.setPath('userData', userData)
app.setAppUserModelId('dev.homeport.Homeport')
// Every renderer is sandboxed, also one that somebody forgot to ask it for. No crash reporter is started: nothing of
// what a page or a session holds leaves this machine.
app.enableSandbox()
// Linux's packages say it in their entry, an AppImage when the person wants one (linux/menuEntry.ts): asking here would
// rewrite the person's own list of programs at every start.
if (app.isPackaged && process.platform !== 'linux') {
  app.setAsDefaultProtocolClient('homeport')
}

const shown: { tray: HomeportTray | null } = { tray: null }
const place = {
  dataDir,
  preferencesFile: path.join(userData, 'desktop.json'),
  platform: process.platform,
  env: process.env,
  // A plain Electron is given the program's own file or folder first.
  argv: process.defaultApp ? process.argv.slice(1) : process.argv,
  workingFolder: process.cwd(),
  home: homedir(),
  execPath: process.execPath,
  files: {
    preload: path.join(import.meta.dirname, 'preload.cjs'),
    recovery: path.join(import.meta.dirname, 'recovery/recovery.html'),
    icon: path.join(import.meta.dirname, 'icon.png'),
    trayArt: app.isPackaged
      ? path.join(process.resourcesPath, 'tray')
      : path.join(import.meta.dirname, '../../resources/tray'),
  },
  updates: updateSource(),
  hasTray: () => shown.tray !== null,
}

const desktop = await runDesktop(electron, place)
// Electron takes them for a quit, and a quit asks. Nobody answers a script, or a desktop that logs out.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void desktop?.quitKeeping())
}
shown.tray = desktop === null ? null : await showTray({ parts: electron, place, desktop })

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
        keepsHost: hostSurvivesSwap(installation),
      }
    : { kind: 'none', reason }
}

function inResources(name: string): string {
  return path.join(process.resourcesPath, name)
}
