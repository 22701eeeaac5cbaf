import { overlaysCode } from './overlaysCode.ts'
import { fetchPage } from './pageComponents.ts'
import { pageAt, locatePage } from './pages.ts'
import { whenIdle } from '#renderer/platform/idle.ts'
import { onDesktopNavigate } from '#renderer/platform/desktopNavigation.ts'
import { isSomethingOpen } from '#renderer/platform/somethingOpen.ts'
import { followViewport } from '#renderer/platform/viewport.ts'
import { followClaude } from '#renderer/state/workstation/claude.ts'
import { openConnection } from '#renderer/state/workstation/connection.ts'
import { openSessions } from '#renderer/state/session/pageSessions.ts'
import { drainOutbox } from '#renderer/state/session/outbox.ts'
import { followOverview, overview } from '#renderer/state/session/overview.ts'
import { needsYouCount, unreadOutcomes } from '#shared/session/overviewState.ts'
import { applyTheme } from '#renderer/state/browser/preferences.ts'
import { besideOf, focusedColumn } from '#renderer/state/browser/columns.ts'
import { isFirstPageDrawn } from '#renderer/state/browser/firstPage.ts'
import { address, goTo } from '#renderer/state/browser/route.ts'
import type { Earlier } from '#renderer/features/shortcuts/listen.ts'
import { offerWelcome } from '#renderer/features/firstRun/offerWelcome.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import * as words from './words.ts'

/**
 * Starts everything that lives as long as the page, the socket first, so that events arrive while the code is loading.
 * Never stopped. Resolves when the sign-in by a link has completed or failed (a page shown earlier could be closed with its
 * one-time link used up) and the code of the page is there.
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
  const firstPage = Promise.race([fetchFirstPage(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
  void whenIdle().then(() => fetchPage('session'))
  startTheRest()
  awaitShortcuts()
  await openConnection()
  await firstPage
}

/** After this time the frame around the page is drawn without it. */
const PATIENCE_MS = 1_000

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
      void fetchPage('session')
    }
    // Released last, so that navigating within the same session keeps its subscription.
    before?.()
  }
  enter()
  address.subscribe(enter)
}

/** Once the first page is drawn. A failure is ignored: the page can be used without it. */
function startTheRest(): void {
  const stop = isFirstPageDrawn.subscribe(() => {
    stop()
    void import('./afterDrawing.ts').then(
      (code) => code.startAfterDrawing(),
      () => {},
    )
  })
}

/** The code of the page that is opened; it travels beside the connection, not after it. */
async function fetchFirstPage(): Promise<void> {
  const { kind } = locatePage(address.get().path)
  if (kind !== 'unknown') {
    await fetchPage(kind)
  }
}

/** More keys than anybody presses until the code is there. */
const MOST_KEYS = 50

/**
 * Loads the shortcuts with the first key of any kind, which is Ctrl or Cmd itself for those that need it, and their hints
 * with the pointer. Keys that are pressed until the code is there count then, in their order, but for those of a dialog
 * or a menu, which may be closed by then. A failure is ignored: the page can be used without them.
 */
function awaitShortcuts(): void {
  const noted: Earlier[] = []
  let isLoading = false
  const stop = (): void => {
    document.removeEventListener('keydown', note)
    document.removeEventListener('pointermove', note)
  }
  const note = (event: Event): void => {
    if (!isLoading) {
      isLoading = true
      void overlaysCode()
        .then(
          ({ listenForKeys }) => listenForKeys(noted),
          () => {},
        )
        .finally(stop)
    }
    const isKey = event.type === 'keydown'
    if (isKey ? noted.length < MOST_KEYS && !isSomethingOpen() : noted.length === 0) {
      noted.push({ event, focus: document.activeElement, path: location.pathname })
    }
  }
  document.addEventListener('keydown', note)
  document.addEventListener('pointermove', note)
}

function keepAttention(): void {
  overview.subscribe(showWhatNeedsYou)
  address.subscribe(showWhatNeedsYou)
  focusedColumn.subscribe(showWhatNeedsYou)
}

function showWhatNeedsYou(): void {
  const located = locatePage(address.get().path)
  const state = overview.get()
  const sessions = state.kind === 'ready' ? state.sessions : []
  const shown = located.kind === 'session' ? [located.id, focusedColumn.get() && besideOf(located.id)] : []
  const names = shown.flatMap((id) => sessions.find((one) => one.id === id)?.name ?? [])
  const { failed, finished } = unreadOutcomes(state)
  const hasUnreadOutcome = failed.length + finished.length > 0
  showAttention({ count: needsYouCount(state), hasUnreadOutcome }, names.join(' · ') || pageAt(located).title)
}

/**
 * Shows in the tab's title and icon how many sessions need a person, `(2) Home · Homeport`, or that something ended
 * unread, `● Home · Homeport`. Two side by side are both named.
 */
function showAttention({ count, hasUnreadOutcome }: { count: number; hasUnreadOutcome: boolean }, name: string): void {
  const title = words.nameHomeport(withMarks(name))
  const quiet = hasUnreadOutcome ? `● ${title}` : title
  document.title = count > 0 ? `(${count}) ${title}` : quiet
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  const href = count > 0 ? '/icon-needs-you.svg' : '/icon.svg'
  if (icon !== null && icon.getAttribute('href') !== href) {
    icon.setAttribute('href', href)
  }
}
