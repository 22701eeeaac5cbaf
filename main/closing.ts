import type { WindowPart } from './electronParts.ts'
import type { Announcement } from './notify.ts'

export interface ClosingFacts {
  readonly isQuitting: boolean
  /** The server ends with this program. */
  readonly isOurs: boolean
  readonly hasTray: boolean
  readonly platform: NodeJS.Platform
  readonly say: (announcement: Announcement) => void
}

/**
 * The person closes the page's window: behind a tray or a dock it hides, without either it is minimised and says so,
 * since the server would end with the program. True: it may go away.
 */
export function closeWindow(window: Pick<WindowPart, 'hide' | 'minimize'>, facts: ClosingFacts): boolean {
  if (facts.isQuitting) {
    return true
  }
  if (facts.hasTray || facts.platform === 'darwin') {
    window.hide()
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
    title: 'Homeport goes on',
    body: 'Its window is minimised, and sessions can be reached. Ctrl+Q in the window quits.',
  })
  return false
}
