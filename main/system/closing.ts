import type { Announcement } from '../notifications/notify.ts'
import type { WindowPart } from '../electronWindow.ts'
import * as words from './words.ts'

export interface ClosingFacts {
  readonly isQuitting: boolean
  /** The server ends with this program. */
  readonly isOurs: boolean
  readonly hasTray: boolean
  readonly platform: NodeJS.Platform
  readonly say: (announcement: Announcement) => void
}

type ClosingWindow = Pick<WindowPart, 'hide' | 'minimize' | 'isFullScreen' | 'setFullScreen' | 'once'>

/**
 * The person closes the window: behind a tray or a dock it hides; without either it is minimised with a notification,
 * since closing it would end the server. Returns true when it may close.
 */
export function closeWindow(window: ClosingWindow, facts: ClosingFacts): boolean {
  if (facts.isQuitting) {
    return true
  }
  if (facts.hasTray || facts.platform === 'darwin') {
    hideWhole(window, facts.platform)
    return false
  }
  if (!facts.isOurs) {
    return true
  }
  window.minimize()
  facts.say({
    session_id: null,
    approval_id: null,
    isAnswerable: false,
    title: words.homeportGoesOn,
    body: words.itsWindowIsMinimised,
  })
  return false
}

/** Leaves full screen first: hiding a full-screen window on a Mac leaves a black screen. */
function hideWhole(window: ClosingWindow, platform: NodeJS.Platform): void {
  if (platform === 'darwin' && window.isFullScreen()) {
    window.once('leave-full-screen', () => window.hide())
    window.setFullScreen(false)
  } else {
    window.hide()
  }
}
