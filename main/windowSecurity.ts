import type { Session, WebContents } from 'electron'
import { linkTarget } from './links.ts'
import { isPermitted } from './permissions.ts'

export interface WindowSecurityDeps {
  /** The server's own address: the only origin the window shows. */
  readonly home: string
  /** Hands an http(s) address to the person's browser. */
  readonly openExternal: (url: string) => void
}

/** The part of Electron's WebContents that is guarded. */
export interface GuardedContents {
  readonly session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>
  setWindowOpenHandler: WebContents['setWindowOpenHandler']
  on(event: 'will-navigate' | 'will-redirect', listener: (event: GuardedNavigation) => void): unknown
  on(event: 'will-attach-webview', listener: (event: { preventDefault(): void }) => void): unknown
}

export interface GuardedNavigation {
  readonly url: string
  preventDefault(): void
}

/**
 * Keeps a window on our own page: no second window, no foreign page inside it, no permission without a reason.
 * Foreign web links open in the person's browser.
 */
export function secureWindow(contents: GuardedContents, deps: WindowSecurityDeps): void {
  contents.setWindowOpenHandler(({ url }) => {
    openInBrowser(url, deps)
    return { action: 'deny' }
  })
  const stayAtHome = (event: GuardedNavigation) => {
    if (linkTarget(event.url, deps.home).kind !== 'inside') {
      event.preventDefault()
      openInBrowser(event.url, deps)
    }
  }
  contents.on('will-navigate', stayAtHome)
  contents.on('will-redirect', stayAtHome)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  const { home } = deps
  contents.session.setPermissionRequestHandler((...[, permission, answer, details]) => {
    answer(isPermitted(permission, { url: details.requestingUrl, home }))
  })
  contents.session.setPermissionCheckHandler((...[, permission, origin]) =>
    isPermitted(permission, { url: origin, home }),
  )
}

function openInBrowser(url: string, deps: WindowSecurityDeps): void {
  const target = linkTarget(url, deps.home)
  if (target.kind === 'browser') {
    deps.openExternal(target.url)
  }
}
