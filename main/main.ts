import path from 'node:path'
import { BrowserWindow, app, dialog, shell } from 'electron'
import { connectToRunningServer, defaultDataDir } from '#server/index.ts'
import { runDesktop } from './desktop.ts'
import { openWindow } from './window.ts'

const dataDir = path.resolve(defaultDataDir(process.env, process.platform))

app.setName('Homeport')
// The window's own storage lies beside everything else: one window per data directory, private like all of it.
app.setPath('userData', path.join(dataDir, 'window'))

await runDesktop({
  app,
  platform: process.platform,
  serverInfo: async () => {
    const server = connectToRunningServer(dataDir)
    if (server === null) {
      throw new Error(`Homeport does not run for ${dataDir}. Start it with "npm start" or "homeport start".`)
    }
    return server.call('server.info', {})
  },
  openWindow: async (address) =>
    openWindow(address, { BrowserWindow, openExternal: (url) => void shell.openExternal(url) }),
  showFailure: (message) => dialog.showErrorBox('Homeport', message),
})
