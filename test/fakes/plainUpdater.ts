import http from 'node:http'
import path from 'node:path'
import { AppImageUpdater } from 'electron-updater'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js'

/** Electron's network, replaced by Node's. */
class NodeExecutor extends ElectronHttpExecutor {
  override createRequest(options: http.RequestOptions, callback: (response: never) => void): never {
    return http.request(options, callback as (response: http.IncomingMessage) => void) as never
  }

  protected override addRedirectHandlers(): void {}
}

/**
 * The real electron-updater for AppImages, outside Electron: its program is told by an adapter, its network is Node's,
 * and it ends the program through `quit` alone (inside Electron it also tells the system's own updater).
 */
export class PlainUpdater extends AppImageUpdater {
  quits = 0

  constructor({ version, folder }: { readonly version: string; readonly folder: string }) {
    super(null, {
      version,
      name: 'homeport',
      isPackaged: true,
      appUpdateConfigPath: path.join(folder, 'app-update.yml'),
      userDataPath: path.join(folder, 'user'),
      baseCachePath: path.join(folder, 'cache'),
      whenReady: async () => {},
      relaunch: () => {},
      quit: () => {
        this.quits += 1
      },
      onQuit: () => {},
    })
    Object.assign(this, { httpExecutor: new NodeExecutor() })
    this.logger = null
  }

  override quitAndInstall(isSilent: boolean, isForceRunAfter: boolean): void {
    if (this.install(isSilent, isForceRunAfter)) {
      this.app.quit()
    }
  }
}
