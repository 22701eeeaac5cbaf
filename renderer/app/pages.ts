import { SessionId } from '#shared/ids.ts'
import type { Scope } from '#shared/operations/operation.ts'
import { type PaneTab, hasPlaces, paneTab } from '#renderer/state/browser/paneTabs.ts'
import * as words from './words.ts'

/** What a page is. */
interface Page {
  /** As in the address bar; `:id` names a session. */
  readonly path: string
  /** Its title in the tab and in the history. A session's title is its name. */
  readonly title: string
  /** The scope that the page needs; without it the page is neither offered nor drawn. */
  readonly needs: Exclude<Scope, 'public'>
}

/** Every page of the app. The code of each is loaded on first use; calling `code` twice loads it once. */
export const pages = {
  home: {
    path: '/',
    title: 'Home',
    needs: 'read',
    code: async () => (await import('./composed/HomePage.tsx')).HomePage,
  },
  'needs-you': {
    path: '/needs-you',
    title: words.needsYou,
    needs: 'read',
    code: async () => (await import('./composed/NeedsYouPage.tsx')).NeedsYouPage,
  },
  session: {
    path: '/session/:id',
    title: words.session,
    needs: 'read',
    code: async () => (await import('./composed/SessionPage.tsx')).SessionPage,
  },
  new: {
    path: '/new',
    title: words.newSession,
    needs: 'drive',
    code: async () => (await import('#renderer/features/newSession/NewSessionPage.tsx')).NewSessionPage,
  },
  archived: {
    path: '/archived',
    title: words.archived,
    needs: 'read',
    code: async () => (await import('#renderer/features/archived/ArchivedPage.tsx')).ArchivedPage,
  },
  approvals: {
    path: '/approvals',
    title: words.approvals,
    needs: 'read',
    code: async () => (await import('./composed/ApprovalsWithRules.tsx')).ApprovalsWithRules,
  },
  remote: {
    path: '/remote',
    title: words.remoteAccess,
    needs: 'local',
    code: async () => (await import('#renderer/features/remote/RemotePage.tsx')).RemotePage,
  },
  welcome: {
    path: '/welcome',
    title: words.setUpHomeport,
    needs: 'drive',
    code: async () => (await import('#renderer/features/firstRun/WelcomePage.tsx')).WelcomePage,
  },
  devices: {
    path: '/devices',
    title: words.devices,
    needs: 'read',
    code: async () => (await import('#renderer/features/devices/DevicesPage.tsx')).DevicesPage,
  },
  audit: {
    path: '/audit',
    title: words.auditLog,
    needs: 'manage',
    code: async () => (await import('#renderer/features/audit/AuditPage.tsx')).AuditPage,
  },
  settings: {
    path: '/settings',
    title: words.settings,
    needs: 'read',
    code: async () => (await import('./composed/SettingsPage.tsx')).SettingsPage,
  },
  claude: {
    path: '/claude',
    title: words.claudeCode,
    needs: 'read',
    code: async () => (await import('#renderer/features/claude/ClaudePage.tsx')).ClaudePage,
  },
  tasks: {
    path: '/tasks',
    title: words.tasks,
    needs: 'read',
    code: async () => (await import('#renderer/features/tasks/TasksPage.tsx')).TasksPage,
  },
  history: {
    path: '/history',
    title: words.history,
    needs: 'read',
    code: async () => (await import('./composed/HistoryPage.tsx')).HistoryPage,
  },
  usage: {
    path: '/usage',
    title: words.usage,
    needs: 'read',
    code: async () => (await import('#renderer/features/usage/UsagePage.tsx')).UsagePage,
  },
  panel: {
    path: '/panel',
    title: words.machine,
    needs: 'manage',
    code: async () => (await import('#renderer/features/panel/PanelPage.tsx')).PanelPage,
  },
  logs: {
    path: '/logs',
    title: words.logs,
    needs: 'local',
    code: async () => (await import('#renderer/features/logs/LogsPage.tsx')).LogsPage,
  },
  updates: {
    path: '/updates',
    title: words.updates,
    needs: 'local',
    code: async () => (await import('#renderer/features/updates/UpdatesPage.tsx')).UpdatesPage,
  },
  pair: {
    path: '/pair',
    title: words.pairThisDevice,
    needs: 'read',
    code: async () => (await import('#renderer/features/pairing/PairPage.tsx')).PairPage,
  },
  qr: {
    path: '/qr',
    title: words.qrCode,
    needs: 'local',
    code: async () => (await import('#renderer/features/remote/QrPage.tsx')).QrPage,
  },
} as const satisfies Readonly<Record<string, Page & { readonly code: () => Promise<unknown> }>>

export type PageName = keyof typeof pages

/** The page that a path leads to. */
export type LocatedPage =
  | { readonly kind: Exclude<PageName, 'session'> }
  /** `tab`: of the pane beside the conversation; null: it is closed. */
  | { readonly kind: 'session'; readonly id: SessionId; readonly tab: PaneTab | null }
  | { readonly kind: 'unknown' }

/** The row for an unknown path. */
const nowhere: Page = { path: '', title: words.noSuchPage, needs: 'read' }

/** The row of a page. */
export function pageAt({ kind }: LocatedPage): Page {
  return kind === 'unknown' ? nowhere : pages[kind]
}

/** Resolves a path to its page; `unknown` when there is none. Extra slashes are ignored. `/settings/limits` is a group. */
export function locatePage(path: string): LocatedPage {
  const parts = path.split('/').filter((part) => part !== '')
  const [page = 'home'] = parts
  if (page === 'session') {
    return locateSession(parts)
  }
  const whole = page === 'settings' && parts.length === 2 ? '/settings' : `/${parts.join('/')}`
  return isPage(page) && pages[page].path === whole ? { kind: page } : { kind: 'unknown' }
}

function locateSession([, id, name, ...place]: readonly string[]): LocatedPage {
  const tab = paneTab(name)
  const isWhole = tab === (name ?? null) && (place.length === 0 || (tab !== null && hasPlaces(tab)))
  const session = SessionId.safeParse(isWhole ? id : null)
  return session.success ? { kind: 'session', id: session.data, tab } : { kind: 'unknown' }
}

function isPage(name: string): name is Exclude<PageName, 'session'> {
  return name !== 'session' && Object.hasOwn(pages, name)
}
