import type { MenuItemConstructorOptions } from 'electron'

/** The application's menu: on macOS the bar at the top, elsewhere behind Alt. Copy and paste need it on macOS. Pure. */
export function appMenu(platform: NodeJS.Platform, quit: () => void): MenuItemConstructorOptions[] {
  const quitItem = { label: 'Quit Homeport', accelerator: 'CommandOrControl+Q', click: quit }
  const first: MenuItemConstructorOptions =
    platform === 'darwin'
      ? { label: 'Homeport', submenu: [{ role: 'about' }, { type: 'separator' }, { role: 'hide' }, quitItem] }
      : { label: '&File', submenu: [quitItem] }
  return [
    first,
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ]
}
