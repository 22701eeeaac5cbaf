import type { MenuItemConstructorOptions } from 'electron'
import * as words from './words.ts'

export interface AppMenuActions {
  readonly quit: () => void
  readonly openSettings: () => void
  readonly find: () => void
}

/** The application's menu: on macOS the bar at the top, elsewhere behind Alt. Copy and paste need it on macOS. */
export function appMenu(platform: NodeJS.Platform, actions: AppMenuActions): MenuItemConstructorOptions[] {
  const quit = { label: words.quit, accelerator: 'CommandOrControl+Q', click: actions.quit }
  const settings = { label: words.settings, accelerator: 'CommandOrControl+,', click: actions.openSettings }
  const first: MenuItemConstructorOptions[] =
    platform === 'darwin'
      ? [
          { label: words.homeport, submenu: macItems(settings, quit) },
          { label: words.menus.file, submenu: [{ role: 'close' }] },
        ]
      : [{ label: words.menus.file, submenu: [settings, { type: 'separator' }, { role: 'close' }, quit] }]
  return [
    ...first,
    { label: words.menus.edit, submenu: editItems(actions) },
    { label: words.menus.view, submenu: view },
    { role: 'windowMenu' },
  ]
}

/** What every program of a Mac has there. */
function macItems(
  settings: MenuItemConstructorOptions,
  quit: MenuItemConstructorOptions,
): MenuItemConstructorOptions[] {
  return [
    { role: 'about' },
    { type: 'separator' },
    settings,
    { type: 'separator' },
    { role: 'services' },
    { type: 'separator' },
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    { type: 'separator' },
    quit,
  ]
}

function editItems({ find }: AppMenuActions): MenuItemConstructorOptions[] {
  return [
    { role: 'undo' },
    { role: 'redo' },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'delete' },
    { role: 'selectAll' },
    { type: 'separator' },
    // A page with its own search keeps the shortcut: a key that it handles never reaches the menu.
    { label: words.find, accelerator: 'CommandOrControl+F', click: find },
  ]
}

const view: MenuItemConstructorOptions[] = [
  { role: 'reload' },
  { type: 'separator' },
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  { type: 'separator' },
  { role: 'togglefullscreen' },
]
