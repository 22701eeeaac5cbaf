import type { LinkState } from '#shared/client/reconnect/linkState.ts'

/** The connection as a word, and whether it is worth the person's attention. `now` in ms since 1970. */
export function linkWords(state: LinkState, now: number): { readonly word: string; readonly isFine: boolean } {
  switch (state.kind) {
    case 'ready':
      return { word: 'connected', isFine: true }
    case 'connecting':
      return { word: 'connecting', isFine: true }
    case 'reconnecting':
      return { word: `reconnecting (${Math.max(0, Math.ceil((state.retry_at - now) / 1000))} s)`, isFine: false }
    case 'offline':
      return { word: state.shown_at === null ? 'offline' : `offline, showing ${clock(state.shown_at)}`, isFine: false }
    case 'signed_out':
      return { word: 'not signed in', isFine: false }
    case 'gone':
      return { word: 'Homeport was stopped', isFine: false }
  }
}

function clock(time: number): string {
  return new Date(time).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
}
