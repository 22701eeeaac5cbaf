import { lazy, Suspense } from 'react'
import { DemoStrip } from './features/shell/DemoStrip.tsx'
import { Said } from './features/shell/Said.tsx'
import { SecurityBanner } from './features/shell/SecurityBanner.tsx'
import { UpdatedStrip } from './features/shell/UpdatedStrip.tsx'
import { TopBar } from './features/shell/TopBar.tsx'
import { pageCode } from './pages/pageCode.ts'
import { link } from './state/connection.ts'
import { useMay } from './state/may.ts'
import { neededOf, type Route, route } from './state/route.ts'
import { useStore } from './state/store.ts'
import { later } from './ui/later.tsx'
import { Link } from './ui/Link.tsx'
import { Loading } from './ui/Loading.tsx'

const HomePage = lazy(async () => ({ default: (await pageCode.home()).HomePage }))
const SessionPage = lazy(async () => ({ default: (await pageCode.session()).SessionPage }))
const NewSessionPage = lazy(async () => ({ default: (await pageCode.new()).NewSessionPage }))
const DevicesPage = lazy(async () => ({ default: (await pageCode.devices()).DevicesPage }))
const RemotePage = lazy(async () => ({ default: (await pageCode.remote()).RemotePage }))
const AuditPage = lazy(async () => ({ default: (await pageCode.audit()).AuditPage }))
const PanelPage = lazy(async () => ({ default: (await pageCode.panel()).PanelPage }))
const LogsPage = lazy(async () => ({ default: (await pageCode.logs()).LogsPage }))
const SettingsPage = lazy(async () => ({ default: (await pageCode.settings()).SettingsPage }))
const ClaudePage = lazy(async () => ({ default: (await pageCode.claude()).ClaudePage }))
const UsagePage = lazy(async () => ({ default: (await pageCode.usage()).UsagePage }))
const UpdatesPage = lazy(async () => ({ default: (await pageCode.updates()).UpdatesPage }))
const QrPage = lazy(async () => ({ default: (await pageCode.qr()).QrPage }))
const WelcomePage = lazy(async () => ({ default: (await pageCode.welcome()).WelcomePage }))

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
  return isAllowed ? <Allowed place={place} /> : <NotForYou needed={needed} />
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
