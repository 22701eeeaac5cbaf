import { connection, link } from '#renderer/state/workstation/connection.ts'
import { now } from '#renderer/state/workstation/now.ts'
import { useStore } from '#renderer/state/store.ts'
import { ToneWord } from '#renderer/ui/Tone.tsx'
import type { LinkState } from '#shared/client/linkState.ts'

/** The connection, as a word. */
export function ConnectionWord() {
  const state = useStore(link, (value) => value)
  return (
    <div className="flex items-center gap-2 text-xs">
      {state.kind === 'reconnecting' ? (
        <Countdown />
      ) : (
        <Word text={linkWords(state, 0).word} isFine={linkWords(state, 0).isFine} />
      )}
      {state.kind === 'gone' && (
        <button type="button" className="min-h-8 touch:min-h-11 text-accent underline" onClick={connection.start}>
          Connect again
        </button>
      )}
      <span role="status" className="sr-only">
        {state.kind === 'reconnecting' ? 'reconnecting' : linkWords(state, 0).word}
      </span>
    </div>
  )
}

/** Ticks only while there is something to count; read out once, not every second. */
function Countdown() {
  const state = useStore(link, (value) => value)
  const time = useStore(now, (value) => value)
  const { word, isFine } = linkWords(state, time)
  return <Word text={word} isFine={isFine} />
}

function Word({ text, isFine }: { text: string; isFine: boolean }) {
  return (
    <span aria-hidden="true">
      <ToneWord tone={isFine ? 'muted' : 'bad'}>{text}</ToneWord>
    </span>
  )
}

/** The connection as a word, and whether it is worth the person's attention. `time` in ms since 1970. */
function linkWords(state: LinkState, time: number): { readonly word: string; readonly isFine: boolean } {
  switch (state.kind) {
    case 'ready':
      return { word: 'connected', isFine: true }
    case 'connecting':
      return { word: 'connecting', isFine: true }
    case 'reconnecting':
      return { word: `reconnecting (${Math.max(0, Math.ceil((state.retry_at - time) / 1000))} s)`, isFine: false }
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
