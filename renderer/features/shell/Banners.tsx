import { securityNotices } from '#renderer/state/workstation/securityNotices.ts'
import { useStore } from '#renderer/state/store.ts'
import { pageUpdate, reloadPage } from '#renderer/state/workstation/serverVersion.ts'
import { link } from '#renderer/state/workstation/connection.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import * as words from './laterWords.ts'
import { AwayLine } from './away/AwayLine.tsx'
import { PullLine } from './pull/PullLine.tsx'
import { DemoLine } from './DemoLine.tsx'
import { SecurityNotices } from './SecurityNotices.tsx'

/** The banners that all pages show below the top bar. */
export function Banners() {
  return (
    <>
      <PullLine />
      <AwayBanner />
      <UpdatedBanner />
      <SecurityBanner />
    </>
  )
}

/** While there is no connection. */
function AwayBanner() {
  const isAway = useStore(link, ({ kind }) => kind === 'reconnecting' || kind === 'offline' || kind === 'connecting')
  return isAway ? <AwayLine /> : null
}

/** Security notices about sign-ins, until they are dismissed. */
function SecurityBanner() {
  const notices = useStore(securityNotices, (value) => value)
  return notices.length > 0 ? <SecurityNotices notices={notices} /> : null
}

/** Shown after the server was updated. Reloading loses nothing: drafts are stored as they are typed. */
function UpdatedBanner() {
  const update = useStore(pageUpdate, (value) => value)
  return update === null ? null : (
    <p
      role="status"
      className="flex-none border-b border-line bg-accent-ground px-4 py-1 text-center text-xs text-accent"
    >
      {update.version === null ? words.updateReady : words.homeportWasUpdatedToVersion(update.version)}{' '}
      <button type="button" className="min-h-8 touch:min-h-11 underline" onClick={reloadPage}>
        {words.reloadThisPage}
      </button>{' '}
      {words.whatYouHaveTypedIs}
    </p>
  )
}

/** In the demo alone, which needs no more than this of it. Below the page, which it would push down otherwise. */
export function DemoBanner() {
  const isDemo = useStore(claude, (state) => state.kind === 'ready' && state.value.demo)
  return isDemo ? <DemoLine /> : null
}
