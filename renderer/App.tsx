import { Suspense } from 'react'
import { DemoStrip } from './features/shell/DemoStrip.tsx'
import { Said } from './features/shell/Said.tsx'
import { PageUnfetched } from './features/shell/PageUnfetched.tsx'
import { SecurityBanner } from './features/shell/SecurityBanner.tsx'
import { UpdatedStrip } from './features/shell/UpdatedStrip.tsx'
import { TopBar } from './features/shell/TopBar.tsx'
import { Button } from './ui/Button.tsx'
import { pageCode } from './pages/pageCode.ts'
import { link } from './state/connection.ts'
import { useMay } from './state/may.ts'
import { neededOf, type Route, route } from './state/route.ts'
import { useStore } from './state/store.ts'
import { ErrorBoundary } from './ui/ErrorBoundary.tsx'
import { later } from './ui/later.tsx'
import { Link } from './ui/Link.tsx'
import { Loading } from './ui/Loading.tsx'

const HomePage = later(async () => (await pageCode.home()).HomePage, PageUnfetched)
const SessionPage = later(async () => (await pageCode.session()).SessionPage, PageUnfetched)
const NewSessionPage = later(async () => (await pageCode.new()).NewSessionPage, PageUnfetched)
const DevicesPage = later(async () => (await pageCode.devices()).DevicesPage, PageUnfetched)
const RemotePage = later(async () => (await pageCode.remote()).RemotePage, PageUnfetched)
const AuditPage = later(async () => (await pageCode.audit()).AuditPage, PageUnfetched)
const PanelPage = later(async () => (await pageCode.panel()).PanelPage, PageUnfetched)
const LogsPage = later(async () => (await pageCode.logs()).LogsPage, PageUnfetched)
const SettingsPage = later(async () => (await pageCode.settings()).SettingsPage, PageUnfetched)
const ClaudePage = later(async () => (await pageCode.claude()).ClaudePage, PageUnfetched)
const UsagePage = later(async () => (await pageCode.usage()).UsagePage, PageUnfetched)
const UpdatesPage = later(async () => (await pageCode.updates()).UpdatesPage, PageUnfetched)
const QrPage = later(async () => (await pageCode.qr()).QrPage, PageUnfetched)
const WelcomePage = later(async () => (await pageCode.welcome()).WelcomePage, PageUnfetched)

const SignedOut = later(async () => (await import('./features/shell/SignedOut.tsx')).SignedOut)

/** The frame around every page. */
export function App() {
  const isSignedOut = useStore(link, (state) => state.kind === 'signed_out')
  const isBare = useStore(route, (place) => place.kind === 'qr')
  return (
    <div className="shell flex flex-col">
      {isSignedOut ? (
        <Suspense fallback={<Loading what="Loading…" />}>
          <SignedOut />
        </Suspense>
      ) : (
        <>
          {!isBare && <TopBar />}
          <UpdatedStrip />
          <DemoStrip />
          <SecurityBanner />
          <Suspense fallback={<Loading what="Loading…" />}>
            <Page />
          </Suspense>
        </>
      )}
      <Said />
    </div>
  )
}

function Page() {
  const place = useStore(route, (value) => value)
  const needed = neededOf(place)
  const isAllowed = useMay(needed)
  return isAllowed ? (
    <ErrorBoundary instead={<Undrawn />} attempt={place}>
      <Allowed place={place} />
    </ErrorBoundary>
  ) : (
    <NotForYou needed={needed} />
  )
}

function Allowed({ place }: { place: Route }) {
  switch (place.kind) {
    case 'home':
      return <HomePage />
    case 'new':
      // Another folder that the desktop program was given begins another session.
      return <NewSessionPage key={location.search} />
    case 'remote':
      return <RemotePage />
    case 'welcome':
      return <WelcomePage />
    case 'devices':
      return <DevicesPage />
    case 'audit':
      return <AuditPage />
    case 'panel':
      return <PanelPage />
    case 'logs':
      return <LogsPage />
    case 'settings':
      return <SettingsPage />
    case 'claude':
      return <ClaudePage />
    case 'usage':
      return <UsagePage />
    case 'updates':
      return <UpdatesPage />
    case 'qr':
      return <QrPage />
    case 'session':
      return <SessionPage id={place.id} />
    case 'unknown':
      return <NoSuchPage />
  }
}

/** A fault of ours. What the person wrote is kept by the page's stores and by the server. */
function Undrawn() {
  return (
    <main className="p-8 text-center text-base">
      <h1 className="text-lg font-semibold">This page could not be drawn</h1>
      <p className="my-2 text-muted">Nothing was lost; your sessions go on.</p>
      <Button onClick={() => location.reload()}>Reload the page</Button>
    </main>
  )
}

function NotForYou({ needed }: { needed: ReturnType<typeof neededOf> }) {
  return (
    <main className="p-8 text-center text-base">
      <h1 className="text-lg font-semibold">This page is not for you</h1>
      <p className="my-2 text-muted">{whoMay[needed]}</p>
      <Link href="/" className="text-accent underline">
        All sessions
      </Link>
    </main>
  )
}

const whoMay = {
  read: 'You are not signed in.',
  drive: 'Your account may look on only. The owner of the workstation can change that.',
  manage: 'It is for those who manage this workstation.',
  local: 'It works only in the browser of the workstation itself, signed in with a link of that machine.',
} as const

function NoSuchPage() {
  return (
    <main className="p-8 text-center text-base">
      <h1 className="text-lg font-semibold">There is no such page</h1>
      <Link href="/" className="text-accent underline">
        All sessions
      </Link>
    </main>
  )
}
