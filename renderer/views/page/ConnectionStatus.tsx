import { connection, link } from '#renderer/state/workstation/connection.ts'
import { now } from '#renderer/state/workstation/now.ts'
import { useStore } from '#renderer/state/store.ts'
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx'
import type { LinkState } from '#shared/client/reconnect/linkState.ts'
import * as words from './words.ts'

/** The status of the connection. `isHeardOnly`: for screen readers, where there is no room to show it. */
export function ConnectionStatus({ isHeardOnly = false }: { isHeardOnly?: boolean }) {
  const state = useStore(link, (value) => value)
  return (
    <div className={isHeardOnly ? 'sr-only' : 'flex items-center gap-2 text-xs'}>
      {state.kind === 'reconnecting' ? (
        <Countdown />
      ) : (
        <StatusText text={connectionText(state, 0).label} isFine={connectionText(state, 0).isFine} />
      )}
      {state.kind === 'gone' && (
        <button type="button" className="min-h-8 touch:min-h-11 text-accent underline" onClick={connection.start}>
          {words.connectAgain}
        </button>
      )}
      <span role="status" className="sr-only">
        {state.kind === 'reconnecting' ? words.reconnecting : connectionText(state, 0).label}
      </span>
    </div>
  )
}

/** Ticks only while reconnecting; announced once, not every second. */
function Countdown() {
  const state = useStore(link, (value) => value)
  const time = useStore(now, (value) => value)
  const { label, isFine } = connectionText(state, time)
  return <StatusText text={label} isFine={isFine} />
}

function StatusText({ text, isFine }: { text: string; isFine: boolean }) {
  return (
    <span aria-hidden="true">
      <ToneLabel tone={isFine ? 'muted' : 'bad'}>{text}</ToneLabel>
    </span>
  )
}

/** The status of the connection as text, and whether it is healthy. `time` in ms since 1970. */
function connectionText(state: LinkState, time: number): { readonly label: string; readonly isFine: boolean } {
  switch (state.kind) {
    case 'ready':
      return { label: words.connected, isFine: true }
    case 'connecting':
      return { label: words.connecting, isFine: true }
    case 'reconnecting':
      return {
        label: words.reconnectingIn(Math.max(0, Math.ceil((state.retry_at - time) / 1000))),
        isFine: false,
      }
    case 'offline':
      return {
        label: state.shown_at === null ? words.offline : words.offlineSinceClock(clock(state.shown_at)),
        isFine: false,
      }
    case 'signed_out':
      return { label: words.notSignedIn, isFine: false }
    case 'gone':
      return { label: words.homeportWasStopped, isFine: false }
  }
}

function clock(time: number): string {
  return new Date(time).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
}
