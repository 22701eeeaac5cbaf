import { pageAt, pages, locatePage } from './pages.ts'
import { keepProofFresh } from '#renderer/connection/browserProof.ts'
import { onDesktopNavigate } from '#renderer/platform/desktop.ts'
import { followViewport } from '#renderer/platform/viewport.ts'
import { followClaude } from '#renderer/state/workstation/claude.ts'
import { openConnection } from '#renderer/state/workstation/connection.ts'
import { openSessions } from '#renderer/state/session/pageSessions.ts'
import { drainOutbox } from '#renderer/state/session/outbox.ts'
import { followOverview, overview } from '#renderer/state/session/overview.ts'
import { needsYouCount, unreadOutcomes } from '#shared/session/overviewState.ts'
import { applyTheme } from '#renderer/state/browser/preferences.ts'
import { address, goTo } from '#renderer/state/browser/route.ts'
import { showToast } from '#renderer/state/toasts.ts'
import { offerWelcome } from '#renderer/features/firstRun/offerWelcome.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'

/**
 * Starts everything that lives as long as the page, the socket first, so that events arrive while the code is loading.
 * Never stopped. Resolves when the sign-in by a link has completed or failed: a page shown earlier could be closed with
 * its one-time link used up.
 */
export async function startPage(): Promise<void> {
  applyTheme()
  followViewport()
  followOverview()
  followAddress()
  onDesktopNavigate(goTo)
  drainOutbox()
  offerWelcome()
  followClaude()
  keepAttention()
  keepDroppedFiles(() =>
    showToast('Files cannot be attached here. Nothing was sent: name the path of the file to Claude instead.'),
  )
  keepProofFresh()
  requestIdleCallback(fetchSessionPage)
  await openConnection()
}

/**
 * Subscribes to the session in the address bar before its page is drawn, so that its events arrive while the code is
 * loading.
 */
function followAddress(): void {
  let leave: (() => void) | null = null
  const enter = (): void => {
    const before = leave
    const located = locatePage(address.get().path)
    leave = null
    if (located.kind === 'session') {
      leave = openSessions.hold(located.id)
      fetchSessionPage()
    }
    // Released last, so that navigating within the same session keeps its subscription.
    before?.()
  }
  enter()
  address.subscribe(enter)
}

/** Preloads the page's code. A failure is ignored: drawing the page loads it again and reports it. */
function fetchSessionPage(): void {
  void pages.session.code().catch(() => {})
}

function keepAttention(): void {
  overview.subscribe(showWhatNeedsYou)
  address.subscribe(showWhatNeedsYou)
}

function showWhatNeedsYou(): void {
  const located = locatePage(address.get().path)
  const state = overview.get()
  const sessions = state.kind === 'ready' ? state.sessions : []
  const name = located.kind === 'session' ? sessions.find((one) => one.id === located.id)?.name : undefined
  const { failed, finished } = unreadOutcomes(state)
  const hasUnreadOutcome = failed.length + finished.length > 0
  showAttention({ count: needsYouCount(state), hasUnreadOutcome }, name ?? pageAt(located).title)
}

/**
 * Shows in the tab's title and icon how many sessions need a person, `(2) Homeport`, or that something ended unread, `•
 * Homeport`. `name`: the page's own title, if it has one.
 */
function showAttention(
  { count, hasUnreadOutcome }: { count: number; hasUnreadOutcome: boolean },
  name: string | null,
): void {
  const title = name === null ? 'Homeport' : `${withMarks(name)} · Homeport`
  const quiet = hasUnreadOutcome ? `• ${title}` : title
  document.title = count > 0 ? `(${count}) ${title}` : quiet
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  const href = count > 0 ? '/icon-needs-you.svg' : '/icon.svg'
  if (icon !== null && icon.getAttribute('href') !== href) {
    icon.setAttribute('href', href)
  }
}

/**
 * Keeps the browser from opening a file that is dropped on the page. `onFiles` is called for a drop that nothing on the
 * page accepts. Fields still accept dropped text.
 */
function keepDroppedFiles(onFiles: () => void): void {
  window.addEventListener('dragover', (event) => {
    if (bringsFiles(event) && !event.defaultPrevented) {
      event.preventDefault()
    }
  })
  window.addEventListener('drop', (event) => {
    if (bringsFiles(event) && !event.defaultPrevented) {
      event.preventDefault()
      onFiles()
    }
  })
}

function bringsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}
