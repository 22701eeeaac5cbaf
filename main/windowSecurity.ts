import type { ContentsPart, NavigationPart } from './electronParts.ts'
import { linkTarget } from './links.ts'
import { isPermitted } from './permissions.ts'

export interface WindowSecurityDeps {
  /** The address whose origin is the only one that the window shows; null: it shows one file and goes nowhere. */
  readonly home: () => string | null
  /** Hands an http(s) address to the person's browser. */
  readonly openExternal: (url: string) => void
}

/** The part of a window that is guarded. */
export type GuardedContents = Pick<ContentsPart, 'setWindowOpenHandler'> & {
  readonly session: ContentsPart['session']
  on(event: 'will-navigate' | 'will-redirect', listener: (event: NavigationPart) => void): unknown
  on(event: 'will-attach-webview', listener: (event: { preventDefault(): void }) => void): unknown
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
  const stayAtHome = (event: NavigationPart) => {
    if (linkTarget(event.url, deps.home()).kind !== 'inside') {
      event.preventDefault()
      openInBrowser(event.url, deps)
    }
  }
  contents.on('will-navigate', stayAtHome)
  contents.on('will-redirect', stayAtHome)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.session.setPermissionRequestHandler((...[, permission, answer, details]) => {
    answer(isPermitted(permission, { url: details.requestingUrl, home: deps.home() }))
  })
  contents.session.setPermissionCheckHandler((...[, permission, origin]) =>
    isPermitted(permission, { url: origin, home: deps.home() }),
  )
  // USB, serial, HID: the page has no use for any device.
  contents.session.setDevicePermissionHandler(() => false)
}

function openInBrowser(url: string, deps: WindowSecurityDeps): void {
  const target = linkTarget(url, deps.home())
  if (target.kind === 'browser') {
    deps.openExternal(target.url)
  }
}
