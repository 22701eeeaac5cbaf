/** The code of pages that are not needed to show the first one. Asking twice fetches once. */
export const pageCode = {
  home: () => import('./HomePage.tsx'),
  session: () => import('./SessionPage.tsx'),
  new: () => import('./NewSessionPage.tsx'),
  remote: () => import('./RemotePage.tsx'),
  audit: () => import('./AuditPage.tsx'),
  welcome: () => import('./WelcomePage.tsx'),
  panel: () => import('./PanelPage.tsx'),
  logs: () => import('./LogsPage.tsx'),
  updates: () => import('./UpdatesPage.tsx'),
  qr: () => import('./QrPage.tsx'),
  settings: () => import('./SettingsPage.tsx'),
  claude: () => import('./ClaudePage.tsx'),
  usage: () => import('./UsagePage.tsx'),
  devices: () => import('./DevicesPage.tsx'),
}
