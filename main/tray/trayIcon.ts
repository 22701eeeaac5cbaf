import type { DesktopState } from '#shared/desktop/desktopState.ts'
import { shorten } from './trayItem.ts'
import { titleOf } from './trayTitle.ts'
import * as words from './words.ts'

/** The tray icon: a file below `resources/tray`, and its tooltip. */
export interface TrayIcon {
  readonly file: string
  readonly tooltip: string
}

/** Windows cuts tooltips at 127 UTF-16 units. */
const MAX_TOOLTIP = 120

export interface Panel {
  readonly platform: NodeJS.Platform
  /** What the system's own panel looks like; macOS colours template images by itself. */
  readonly colour: 'light' | 'dark'
}

/** The icon and tooltip for a state. Remote access adds a mark to any of them. */
export function trayIcon(state: DesktopState, panel: Panel): TrayIcon {
  const { mood, sentence } = titleOf(state)
  const isOpen = state.server.kind === 'running' && state.remote !== null && state.remote.remote_url !== null
  const name = isOpen ? `${mood}-remote` : mood
  return {
    file: fileOf(name, panel),
    tooltip: shorten(words.tooltip(sentence, isOpen), MAX_TOOLTIP),
  }
}

function fileOf(name: string, { platform, colour }: Panel): string {
  switch (platform) {
    case 'darwin':
      return `mac/${name}Template.png`
    case 'win32':
      return `windows/${name}-${colour}-panel.ico`
    default:
      return `linux/${name}-${colour}-panel.png`
  }
}

/** The part of Electron's `nativeTheme` that is used. */
export interface Theme {
  readonly shouldUseDarkColors: boolean
  readonly shouldUseDarkColorsForSystemIntegratedUI: boolean
}

/**
 * The colour of the panel behind the tray: Windows has a separate theme for it, GNOME and Unity always draw it black.
 */
export function panelOf(theme: Theme, system: { platform: NodeJS.Platform; desktop: string | undefined }): Panel {
  const { platform, desktop = '' } = system
  const isDark =
    platform === 'win32'
      ? theme.shouldUseDarkColorsForSystemIntegratedUI
      : theme.shouldUseDarkColors || /gnome|unity|pantheon/i.test(desktop)
  return { platform, colour: isDark ? 'dark' : 'light' }
}
