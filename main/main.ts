import { homedir } from 'node:os'
import path from 'node:path'
import * as electron from 'electron'
import { defaultDataDir } from '#server/index.ts'
import { runDesktop } from './desktop.ts'

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
if (app.isPackaged) {
  app.setAsDefaultProtocolClient('homeport')
}

await runDesktop(electron, {
  dataDir,
  preferencesFile: path.join(userData, 'desktop.json'),
  platform: process.platform,
  env: process.env,
  argv: process.argv,
  workingFolder: process.cwd(),
  home: homedir(),
  execPath: process.execPath,
  files: {
    preload: path.join(import.meta.dirname, 'preload.cjs'),
    recovery: path.join(import.meta.dirname, 'recovery/recovery.html'),
  },
  hasTray: () => false,
})
