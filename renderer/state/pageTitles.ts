import type { Route } from './route.ts'

/** What a page is called in the tab and in the history; null: the app itself. A session is called by its name. */
export function pageTitle(kind: Route['kind']): string | null {
  return titles[kind]
}

const titles: Readonly<Record<Route['kind'], string | null>> = {
  home: null,
  session: 'Session',
  new: 'New session',
  remote: 'Remote access',
  welcome: 'Welcome',
  devices: 'Devices',
  audit: 'Audit log',
  settings: 'Settings',
  claude: 'Claude Code',
  usage: 'Usage',
  panel: 'Panel',
  logs: 'Logs',
  updates: 'Updates',
  qr: 'QR code',
  unknown: 'No such page',
}
