import { needsYouCount, unreadOutcomes } from '#shared/session/overviewState.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { besideOf, focusedColumn } from '#renderer/state/browser/columns.ts'
import { address } from '#renderer/state/browser/route.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { locatePage, pageAt } from './pages.ts'
import * as words from './words.ts'

/** Keeps the tab's title and icon saying what needs a person. Never stopped. */
export function keepAttention(): void {
  showWhatNeedsYou()
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
  const title = words.titleOf(withMarks(name))
  const quiet = hasUnreadOutcome ? `● ${title}` : title
  document.title = count > 0 ? `(${count}) ${title}` : quiet
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  const href = count > 0 ? '/icon-needs-you.svg' : '/icon.svg'
  if (icon !== null && icon.getAttribute('href') !== href) {
    icon.setAttribute('href', href)
  }
}
