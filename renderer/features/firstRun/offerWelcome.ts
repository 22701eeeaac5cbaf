import { claude, isClaudeReady } from '#renderer/state/workstation/claude.ts'
import { storeItem, loadItem } from '#renderer/state/browser/browserStorage.ts'
import { may } from '#renderer/state/workstation/may.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { address, goTo } from '#renderer/state/browser/route.ts'

/** Marks the first run as seen; it is not opened by itself again. */
export function skipWelcome(): void {
  storeItem('welcomed', 'yes')
}

/**
 * Opens the first run once, instead of an empty home screen, while Claude Code is not ready. Returns the function that
 * stops it.
 */
export function offerWelcome(): () => void {
  const stops = [claude.subscribe(offer), overview.subscribe(offer)]
  return () => stops.forEach((stop) => stop())
}

function offer(): void {
  const state = overview.get()
  const isNew = state.kind === 'ready' && state.sessions.length === 0 && loadItem('welcomed') === null && may('drive')
  if (isNew && claude.get().kind === 'ready' && !isClaudeReady(claude.get()) && address.get().path === '/') {
    goTo('/welcome')
  }
}
