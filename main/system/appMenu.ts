import type { MenuItemConstructorOptions } from 'electron'

export interface AppMenuActions {
  readonly quit: () => void
  readonly openSettings: () => void
  readonly find: () => void
}

/** The application's menu: on macOS the bar at the top, elsewhere behind Alt. Copy and paste need it on macOS. */
export function appMenu(platform: NodeJS.Platform, actions: AppMenuActions): MenuItemConstructorOptions[] {
  const quit = { label: 'Quit Homeport', accelerator: 'CommandOrControl+Q', click: actions.quit }
  const settings = { label: 'Settings…', accelerator: 'CommandOrControl+,', click: actions.openSettings }
  const first: MenuItemConstructorOptions[] =
    platform === 'darwin'
      ? [
          { label: 'Homeport', submenu: macItems(settings, quit) },
          { label: '&File', submenu: [{ role: 'close' }] },
        ]
      : [{ label: '&File', submenu: [settings, { type: 'separator' }, { role: 'close' }, quit] }]
  return [
    ...first,
    { label: '&Edit', submenu: editItems(actions) },
    { label: '&View', submenu: view },
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
    { label: 'Find…', accelerator: 'CommandOrControl+F', click: find },
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
