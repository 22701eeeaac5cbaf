import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { keptSince } from '#renderer/state/offline/reading.ts'
import { connection, link } from '#renderer/state/workstation/connection.ts'
import { now } from '#renderer/state/workstation/now.ts'
import { useStore } from '#renderer/state/store.ts'
import { isElseThere, watchPortal } from '#renderer/state/offline/portal.ts'
import { answering } from '#renderer/state/offline/otherAddresses.ts'
import { words } from './words.ts'

/** A server that restarts is back by then: nothing needs to be said. */
const QUIET_MS = 2_000
/** After this time it is no passing trouble. */
const LONG_MS = 12_000

/** That there is no connection, of when what is shown is, and what may be done. */
export function AwayLine() {
  const [stage, setStage] = useState<'quiet' | 'away' | 'long'>('quiet')
  useEffect(() => {
    const timers = [setTimeout(() => setStage('away'), QUIET_MS), setTimeout(() => setStage('long'), LONG_MS)]
    return () => timers.forEach(clearTimeout)
  }, [])
  const since = useStore(keptSince, (value) => value)
  if (stage === 'quiet' && since === null) {
    return null
  }
  return (
    <section
      aria-label={words.offline}
      className="flex-none border-b border-line bg-raised px-4 py-2 text-xs md:text-center"
    >
      <p className="flex min-h-7 items-center gap-2 md:justify-center">
        <WifiOff className="size-4 flex-none" aria-hidden="true" />
        <span className="min-w-0 flex-1 md:flex-none">
          <State />
        </span>
        <button type="button" className="min-h-7 touch:min-h-11 underline" onClick={connection.start}>
          {words.tryNow}
        </button>
      </p>
      {stage !== 'quiet' && <p className="text-muted">{words.goesOn}</p>}
      {since !== null && <p className="text-muted">{words.asAt(momentOf(since))}</p>}
      {stage !== 'quiet' && <Portal isLong={stage === 'long'} />}
    </section>
  )
}

function State() {
  const state = useStore(link, (value) => value)
  const time = useStore(now, (value) => value)
  if (state.kind !== 'reconnecting') {
    return <span className="font-medium">{state.kind === 'offline' ? words.offline : words.reconnecting}</span>
  }
  return (
    <>
      <span className="font-medium">{words.reconnecting}</span>
      <span className="text-muted" aria-hidden="true">
        {' · '}
        {words.nextTry(Math.max(0, Math.ceil((state.retry_at - time) / 1000)))}
      </span>
    </>
  )
}

/** Who answers in its place, with the way to their own page. */
function Portal({ isLong }: { isLong: boolean }) {
  useEffect(() => watchPortal(), [])
  const isElse = useStore(isElseThere, (value) => value)
  if (!isElse) {
    return isLong ? <Long /> : null
  }
  return (
    <p role="status">
      {words.portal} <WhatAnswers>{words.openPortal}</WhatAnswers>
    </p>
  )
}

/**
 * What stands at this address now, in a window of its own: no worker of ours stands before that one. Where the page came by TLS, the
 * browser says there whose certificate it does not believe, and knows the way to a network's sign-in; the page cannot see either.
 */
function WhatAnswers({ children }: { children: string }) {
  return (
    <a
      className="inline-flex min-h-7 touch:min-h-11 items-center text-accent underline"
      href="/live"
      target="_blank"
      rel="noreferrer"
    >
      {children}
    </a>
  )
}

/** Where else it answers, tried side by side; or what may be wrong. */
function Long() {
  const found = useStore(answering, (value) => value)
  return found === null ? (
    <p className="text-muted">
      {words.long} <WhatAnswers>{words.seeWhatAnswers}</WhatAnswers>
    </p>
  ) : (
    <p>
      {words.elsewhere(new URL(found).host)}{' '}
      <a
        className="inline-flex min-h-7 touch:min-h-11 items-center text-accent underline"
        href={found + location.pathname}
      >
        {words.openThere}
      </a>
    </p>
  )
}

/** `12:04`, with its day where that is another one. */
function momentOf(moment: number): string {
  const at = new Date(moment)
  const isToday = at.toDateString() === new Date().toDateString()
  const time = { hour: '2-digit', minute: '2-digit' } as const
  return at.toLocaleString(undefined, isToday ? time : { ...time, weekday: 'short', day: 'numeric', month: 'short' })
}
