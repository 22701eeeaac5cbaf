import { pageAt, pages, placeOf } from './pages.ts'
import { showAttention } from '#renderer/platform/attention.ts'
import { keepProving } from '#renderer/connection/browserProof.ts'
import { onDesktopGo } from '#renderer/platform/desktop.ts'
import { keepDroppedFiles } from '#renderer/platform/droppedFiles.ts'
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

/**
 * Sets everything going that lives as long as the page: first of all the socket, so that events travel while the code
 * of the page does. Nothing of it is ever stopped. Resolves when it is clear whether a link that brought somebody here
 * signed them in: a page that showed itself sooner could be left with the link used up for nothing.
 */
export async function startPage(): Promise<void> {
  applyTheme()
  followViewport()
  followOverview()
  followAddress()
  onDesktopGo(goTo)
  drainOutbox()
  offerWelcome()
  followClaude()
  keepAttention()
  keepDroppedFiles(() =>
    showToast('Files cannot be attached here. Nothing was sent: name the path of the file to Claude instead.'),
  )
  keepProving()
  requestIdleCallback(fetchSessionPage)
  await openConnection()
}

/** The session in the address bar is followed before its page is drawn: its events travel while the code does. */
function followAddress(): void {
  let leave: (() => void) | null = null
  const enter = (): void => {
    const before = leave
    const place = placeOf(address.get().path)
    leave = null
    if (place.kind === 'session') {
      leave = openSessions.hold(place.id)
      fetchSessionPage()
    }
    // Last: who stays in the same session goes on following it.
    before?.()
  }
  enter()
  address.subscribe(enter)
}

/** Early; where it does not come, the page that draws it asks again, and says so. */
function fetchSessionPage(): void {
  void pages.session.code().catch(() => {})
}

function keepAttention(): void {
  overview.subscribe(showWhatNeedsYou)
  address.subscribe(showWhatNeedsYou)
}

function showWhatNeedsYou(): void {
  const place = placeOf(address.get().path)
  const state = overview.get()
  const sessions = state.kind === 'ready' ? state.sessions : []
  const name = place.kind === 'session' ? sessions.find((one) => one.id === place.id)?.name : undefined
  const { failed, finished } = unreadOutcomes(state)
  const isNews = failed.length + finished.length > 0
  showAttention({ count: needsYouCount(state), isNews }, name ?? pageAt(place).title)
}
