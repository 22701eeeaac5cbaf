import { contextBridge, ipcRenderer } from 'electron'
import type { PreloadedBridge } from '#shared/desktop/bridge.ts'

/**
 * Runs sandboxed beside the page and hands it one function. The program checks who asks and what; nothing is decided
 * here. Bundled to one file that requires nothing but Electron; the names are those of `ipcNames`, written out so that
 * no schema comes along.
 */
declare const window: EventTarget

const bridge: PreloadedBridge = {
  call: (channel, params) => ipcRenderer.invoke('homeport:call', channel, params),
}
contextBridge.exposeInMainWorld('homeport', bridge)

// The machine slept or changed networks: the page asks its server for a sign of life as it does when a browser says
// that it is online again.
ipcRenderer.on('homeport:wake', () => window.dispatchEvent(new Event('online')))

// A notification or the tray asks for another place of the page, which goes there as by a link and keeps what was typed.
ipcRenderer.on('homeport:go', (_event, path: unknown) =>
  window.dispatchEvent(new CustomEvent('homeport:go', { detail: path })),
)
