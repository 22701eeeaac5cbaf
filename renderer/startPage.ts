import { pageCode } from './pages/pageCode.ts'
import { showAttention } from './platform/attention.ts'
import { keepProving } from './connection/browserProof.ts'
import { onDesktopGo } from './platform/desktop.ts'
import { keepDroppedFiles } from './platform/droppedFiles.ts'
import { followViewport } from './platform/viewport.ts'
import { refreshClaude } from './state/claude.ts'
import { link, openConnection } from './state/connection.ts'
import { closeFeed, feedOf } from './state/currentSession.ts'
import { drainOutbox } from './state/outbox.ts'
import { followOverview, overview } from './state/overview.ts'
import { needsYouCount, newsOf } from '#shared/session/overviewState.ts'
import { applyTheme } from './state/preferences.ts'
import { goTo, route } from './state/route.ts'
import { say } from './state/says.ts'
import { offerWelcome } from './state/welcome.ts'
import { pageTitle } from './state/pageTitles.ts'

/**
 * Sets everything going that lives as long as the page: first of all the socket, so that events travel while the code
 * of the page does. Nothing of it is ever stopped. Resolves when it is clear whether a link that brought somebody here
 * signed them in: a page that showed itself sooner could be left with the link used up for nothing.
 */
export async function startPage(): Promise<void> {
  applyTheme()
  followViewport()
  followOverview()
  followRoute()
  onDesktopGo(goTo)
  drainOutbox()
  offerWelcome()
  askForClaude()
  keepAttention()
  keepDroppedFiles(() =>
    say('Files cannot be attached here. Nothing was sent: name the path of the file to Claude instead.'),
  )
  keepProving()
  requestIdleCallback(fetchSessionPage)
  await openConnection()
}

/** The open session is subscribed to before its page is drawn, and left with it. */
function followRoute(): void {
  enterRoute()
  route.subscribe(enterRoute)
}

function enterRoute(): void {
  const place = route.get()
  if (place.kind === 'session') {
    feedOf(place.id)
    fetchSessionPage()
  } else {
    closeFeed()
  }
}

/** Early; where it does not come, the page that draws it asks again, and says so. */
function fetchSessionPage(): void {
  void pageCode.session().catch(() => {})
}

/** Once per connection: Claude Code may have been installed, or the server restarted, meanwhile. */
function askForClaude(): void {
  link.subscribe(() => {
    if (link.get().kind === 'ready') {
      void refreshClaude()
    }
  })
}

function keepAttention(): void {
  overview.subscribe(showWhatNeedsYou)
  route.subscribe(showWhatNeedsYou)
}

function showWhatNeedsYou(): void {
  const place = route.get()
  const state = overview.get()
  const sessions = state.kind === 'ready' ? state.sessions : []
  const name = place.kind === 'session' ? sessions.find((one) => one.id === place.id)?.name : undefined
  const { failed, finished } = newsOf(state)
  const isNews = failed.length + finished.length > 0
  showAttention({ count: needsYouCount(state), isNews }, name ?? pageTitle(place.kind))
}
