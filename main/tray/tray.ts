import path from 'node:path'
import type { DesktopModel } from '../state/desktopModel.ts'
import type { ElectronParts, TrayPart } from '../electronApi.ts'
import { panelOf, trayIcon } from './trayIcon.ts'
import type { TrayAction, TrayItem } from './trayItem.ts'
import { type TrayFacts, trayMenu } from './trayMenu.ts'
import type { MenuItemConstructorOptions } from 'electron'

/** Events may change the state many times a second; the menu is rebuilt at most this often. */
const SETTLED_MS = 250

/** The menu shows minutes; it is refreshed only while something runs. */
const POLL_EVERY_MS = 60_000

export interface TrayDeps {
  readonly parts: Pick<ElectronParts, 'Tray' | 'Menu' | 'nativeTheme'>
  readonly system: { readonly platform: NodeJS.Platform; readonly desktop: string | undefined }
  /** The folder with the icons, outside the archive: Linux panels read them in another process. */
  readonly art: string
  readonly model: Pick<DesktopModel, 'state' | 'subscribe'>
  readonly startsAtLogin: () => TrayFacts['startsAtLogin']
  readonly act: (action: TrayAction) => void
  readonly now: () => number
}

/** The program's tray icon and menu. Updates only what changed: replacing an open menu would close it. */
export class HomeportTray {
  readonly #deps: TrayDeps
  readonly #tray: TrayPart
  readonly #stops: (() => void)[]
  #picture: string
  #tooltip = ''
  #menu = ''
  #timer: NodeJS.Timeout | null = null
  #soon: NodeJS.Timeout | null = null

  constructor(deps: TrayDeps) {
    this.#deps = deps
    this.#picture = this.#pictureNow()
    this.#tray = new deps.parts.Tray(this.#picture)
    const { nativeTheme } = deps.parts
    const refresh = () => this.refresh()
    nativeTheme.on('updated', refresh)
    this.#stops = [deps.model.subscribe(() => this.#refreshSoon()), () => nativeTheme.off('updated', refresh)]
    if (deps.system.platform !== 'darwin') {
      // On a Mac the left click opens the menu; elsewhere the right click does, and the left click shows the window.
      this.#tray.on('click', () => deps.act({ kind: 'open', path: '/' }))
    }
    this.refresh()
  }

  /** Shows the current state. */
  refresh(): void {
    this.#forgetSoon()
    const { model, parts, act, now, startsAtLogin } = this.#deps
    const picture = this.#pictureNow()
    if (picture !== this.#picture) {
      this.#picture = picture
      this.#tray.setImage(picture)
    }
    const { tooltip } = this.#icon()
    if (tooltip !== this.#tooltip) {
      this.#tooltip = tooltip
      this.#tray.setToolTip(tooltip)
    }
    const items = trayMenu({ state: model.state, startsAtLogin: startsAtLogin() }, now())
    const menu = JSON.stringify(items)
    if (menu !== this.#menu) {
      this.#menu = menu
      this.#tray.setContextMenu(parts.Menu.buildFromTemplate(trayTemplate(items, act)))
    }
    this.#setPolling(model.state.running.length > 0)
  }

  /** Idempotent. */
  close(): void {
    this.#stops.splice(0).forEach((stop) => stop())
    this.#forgetSoon()
    this.#setPolling(false)
    if (!this.#tray.isDestroyed()) {
      this.#tray.destroy()
    }
  }

  #refreshSoon(): void {
    this.#soon ??= setTimeout(() => this.refresh(), SETTLED_MS).unref()
  }

  #forgetSoon(): void {
    clearTimeout(this.#soon ?? undefined)
    this.#soon = null
  }

  #icon() {
    const { model, parts, system } = this.#deps
    return trayIcon(model.state, panelOf(parts.nativeTheme, system))
  }

  #pictureNow(): string {
    return path.join(this.#deps.art, this.#icon().file)
  }

  #setPolling(isWanted: boolean): void {
    if (!isWanted && this.#timer !== null) {
      clearInterval(this.#timer)
      this.#timer = null
    } else if (isWanted) {
      this.#timer ??= setInterval(() => this.refresh(), POLL_EVERY_MS).unref()
    }
  }
}

/** The menu as an Electron template. */
function trayTemplate(items: readonly TrayItem[], onClick: (action: TrayAction) => void): MenuItemConstructorOptions[] {
  return items.map((item) => {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' }
      case 'line':
        return { label: item.label, enabled: false }
      case 'button':
        return { label: item.label, click: () => onClick(item.action) }
      case 'tick':
        return { label: item.label, type: 'checkbox', checked: item.checked, click: () => onClick(item.action) }
      case 'group':
        return { label: item.label, submenu: trayTemplate(item.items, onClick) }
    }
  })
}
