import type { ContentsPart, NavigationPart, SessionPart } from '../electronWindow.ts'
import { linkTarget } from './links.ts'

export interface WindowSecurityDeps {
  /** The address whose origin is the only one allowed in the window; null for a page of the program. */
  readonly home: () => string | null
  /** Opens an http(s) address in the person's browser. */
  readonly openExternal: (url: string) => void
}

/** The part of a window's contents that is secured. */
export type GuardedContents = Pick<ContentsPart, 'id' | 'setWindowOpenHandler' | 'session'> & {
  on(event: 'will-navigate' | 'will-redirect', listener: (event: NavigationPart) => void): unknown
  on(event: 'will-attach-webview', listener: (event: { preventDefault(): void }) => void): unknown
  on(event: 'destroyed', listener: () => void): unknown
}

/**
 * Confines a window to its own origin: no second window, no foreign page, no permission without a reason. Foreign web
 * links open in the person's browser.
 */
export function secureWindow(contents: GuardedContents, deps: WindowSecurityDeps): void {
  contents.setWindowOpenHandler(({ url }) => {
    openInBrowser(url, deps)
    return { action: 'deny' }
  })
  const stayAtHome = (event: NavigationPart) => {
    if (linkTarget(event.url, deps.home()).kind !== 'inside') {
      event.preventDefault()
      openInBrowser(event.url, deps)
    }
  }
  contents.on('will-navigate', stayAtHome)
  contents.on('will-redirect', stayAtHome)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  homes.set(contents.id, deps.home)
  contents.on('destroyed', () => homes.delete(contents.id))
  guardSession(contents.session)
}

/** The allowed address of each secured window, by the id of its contents. */
const homes = new Map<number, () => string | null>()

const guarded = new WeakSet<SessionPart>()

/**
 * Permissions belong to the session, which all windows share: the handlers are set once and look up the window that
 * asks. A window that is not secured gets none.
 */
function guardSession(session: SessionPart): void {
  if (guarded.has(session)) {
    return
  }
  guarded.add(session)
  session.setPermissionRequestHandler((...[contents, permission, answer, details]) => {
    answer(isPermitted(permission, { url: details.requestingUrl, home: homeOf(contents) }))
  })
  session.setPermissionCheckHandler((contents, permission, origin) =>
    isPermitted(permission, { url: origin, home: homeOf(contents) }),
  )
  // USB, serial, HID: the page has no use for any device.
  session.setDevicePermissionHandler(() => false)
}

function homeOf(contents: { readonly id: number } | null): string | null {
  return contents === null ? null : (homes.get(contents.id)?.() ?? null)
}

function openInBrowser(url: string, deps: WindowSecurityDeps): void {
  const target = linkTarget(url, deps.home())
  if (target.kind === 'browser') {
    deps.openExternal(target.url)
  }
}

/** The permissions of the page, each with its reason. Any other is denied. */
const granted: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'to copy a code block or a path',
  fullscreen: 'to read a long diff',
  notifications: 'to say that a session waits for an answer',
}

/** Whether a permission is granted: only to our own origin, and only when the table names it. */
export function isPermitted(
  permission: string,
  requester: { readonly url: string; readonly home: string | null },
): boolean {
  return Object.hasOwn(granted, permission) && linkTarget(requester.url, requester.home).kind === 'inside'
}
