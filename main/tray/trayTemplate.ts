import type { MenuItemConstructorOptions } from 'electron'
import type { TrayAction, TrayItem } from './trayItem.ts'

/** The menu in Electron's words. Pure, but for what `onClick` does. */
export function trayTemplate(
  items: readonly TrayItem[],
  onClick: (action: TrayAction) => void,
): MenuItemConstructorOptions[] {
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
