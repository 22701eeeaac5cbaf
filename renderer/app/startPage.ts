import { overlaysCode } from './overlaysCode.ts'
import { fetchPage } from './pageComponents.ts'
import { locatePage } from './pages.ts'
import { onDesktopNavigate } from '#renderer/platform/desktopNavigation.ts'
import { isSomethingOpen } from '#renderer/platform/somethingOpen.ts'
import { followViewport } from '#renderer/platform/viewport.ts'
import { followClaude } from '#renderer/state/workstation/claude.ts'
import { link, openConnection } from '#renderer/state/workstation/connection.ts'
import { openSessions } from '#renderer/state/session/pageSessions.ts'
import { drainOutbox } from '#renderer/state/session/outbox.ts'
import { followOverview, overview } from '#renderer/state/session/overview.ts'
import { applyTheme } from '#renderer/state/browser/preferences.ts'
import { isFirstPageDrawn, pageIsDrawn } from '#renderer/state/browser/firstPage.ts'
import { address, goTo } from '#renderer/state/browser/route.ts'
import type { Earlier } from '#renderer/features/shortcuts/listen.ts'
import { offerWelcome } from '#renderer/features/firstRun/offerWelcome.ts'

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
  const firstPage = Promise.race([fetchFirstPage(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
  startTheRest()
  awaitShortcuts()
  await openConnection()
  await firstPage
  for (let looks = 0; looks < MOST_LOOKS && isContentAwaited(); looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

/**
 * What was asked for with the sign-in is mostly there a moment after the code: drawn together they are drawn once, and in small pieces
 * (a store that changes later is drawn in one, which keeps a slow phone from hearing a finger for a quarter of a second).
 */
const LOOK_EVERY_MS = 10
const MOST_LOOKS = 15

function isContentAwaited(): boolean {
  const located = locatePage(address.get().path)
  return (located.kind === 'session' ? openSessions.get(located.id) : overview.get()).kind === 'loading'
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
    void fetchPage('session')
  })
  setTimeout(pageIsDrawn, CONNECTED_WITHIN_MS)
  const stopLink = link.subscribe(() => {
    const { kind } = link.get()
    if (kind !== 'connecting') {
      stopLink()
      // Without a connection no content comes, and what stands beside the page says why.
      setTimeout(pageIsDrawn, kind === 'ready' ? CONTENT_WITHIN_MS : 0)
    }
  })
}

/** What stands beside the first page comes so long after the connection, whether or not that page has come. */
const CONTENT_WITHIN_MS = 2_000
/** A network that swallows all is said by what stands beside the page, too. */
const CONNECTED_WITHIN_MS = 6_000

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
