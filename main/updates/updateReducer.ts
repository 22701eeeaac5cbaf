import type { UpdateState } from '#shared/desktop/desktopState.ts'

/** What happens to updates; `at` as on the wire. */
export type UpdateEvent =
  | { readonly kind: 'asked' }
  | { readonly kind: 'none'; readonly at: string }
  | { readonly kind: 'found'; readonly version: string }
  | { readonly kind: 'progress'; readonly percent: number }
  | { readonly kind: 'fetched'; readonly version: string }
  /** `message`: for people. */
  | { readonly kind: 'failed'; readonly message: string }

/**
 * Reduces an event into the state of updates.
 *
 * A downloaded version stays ready to install, whatever later checks bring, until a newer one is found. A program that
 * cannot update itself never can.
 */
export function reduceUpdate(state: UpdateState, event: UpdateEvent): UpdateState {
  if (state.kind === 'unavailable') {
    return state
  }
  switch (event.kind) {
    case 'asked':
      return isBusy(state) || state.kind === 'ready' ? state : { kind: 'checking' }
    case 'none':
      return state.kind === 'ready' ? state : { kind: 'current', checked_at: event.at }
    case 'found':
      return versionOf(state) === event.version ? state : { kind: 'available', version: event.version }
    case 'progress':
      return withProgress(state, event.percent)
    case 'fetched':
      return { kind: 'ready', version: event.version }
    case 'failed':
      return state.kind === 'ready' ? state : { kind: 'failed', message: event.message }
  }
}

function isBusy({ kind }: UpdateState): boolean {
  return kind === 'available' || kind === 'downloading'
}

function versionOf(state: UpdateState): string | null {
  return 'version' in state ? state.version : null
}

/**
 * In whole percent, so that nothing changes without a visible difference. Late progress of a finished download is
 * ignored.
 */
function withProgress(state: UpdateState, percent: number): UpdateState {
  if (state.kind !== 'available' && state.kind !== 'downloading') {
    return state
  }
  const whole = Math.min(100, Math.max(0, Math.floor(percent)))
  return state.kind === 'downloading' && state.percent === whole
    ? state
    : { kind: 'downloading', version: state.version, percent: whole }
}
