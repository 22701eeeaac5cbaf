import { useLayoutEffect } from 'react'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { buttonLink, Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import { HomePage } from './HomePage.tsx'
import { WaitingCards } from './WaitingCards.tsx'
import { beginRound } from './waitingOrder.ts'
import * as words from '#renderer/app/laterWords.ts'

/**
 * What waits for the person. On phones the way through all of it begins here, each in its conversation; who may only look finds it
 * listed. Where there is room, Home lists it all.
 */
export function NeedsYouPage() {
  const state = useStore(overview, (value) => value)
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  const mayAnswer = useMay('drive')
  const waits = state.kind === 'ready' && state.approvals.length > 0
  useLayoutEffect(() => {
    if (isPhone && mayAnswer && waits) {
      beginRound()
    }
  }, [isPhone, mayAnswer, waits])
  if (!isPhone) {
    return <HomePage />
  }
  return (
    <ScrollingPage title={words.needsYou} isRoot isWaiting={state.kind === 'loading'}>
      {state.kind === 'loading' ? (
        <Loading what={words.fetchingSessionsFromTheWorkstation} />
      ) : waits ? (
        !mayAnswer && <WaitingCards state={state} most={Infinity} />
      ) : (
        <div className="py-12 text-center">
          <p className="mb-4 text-base text-muted">{words.nothingNeedsYou}</p>
          <Link href="/" className={buttonLink}>
            {words.allSessions}
          </Link>
        </div>
      )}
    </ScrollingPage>
  )
}
