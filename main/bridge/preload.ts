import { contextBridge, ipcRenderer } from 'electron'
import type { PreloadedBridge } from '#shared/desktop/bridge.ts'

/**
 * Runs sandboxed beside the page and exposes one function to it. The main process checks who calls and with what;
 * nothing is decided here. Bundled to one file that requires nothing but Electron; the names are those of `ipcNames`,
 * written out so that no schema is bundled.
 */
declare const window: EventTarget

const bridge: PreloadedBridge = {
  call: (channel, params) => ipcRenderer.invoke('homeport:call', channel, params),
}
contextBridge.exposeInMainWorld('homeport', bridge)

// The machine slept or changed networks: the page pings its server, as it does when a browser reports that it is online
// again.
ipcRenderer.on('homeport:wake', () => window.dispatchEvent(new Event('online')))

// A notification or the tray opens another page. The app navigates as by a link, and keeps what was typed.
ipcRenderer.on('homeport:go', (_event, path: unknown) =>
  window.dispatchEvent(new CustomEvent('homeport:go', { detail: path })),
)
