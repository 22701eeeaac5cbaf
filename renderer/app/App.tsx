import { Suspense } from 'react'
import { Banners } from '#renderer/features/shell/Banners.tsx'
import { Toasts } from '#renderer/features/shell/Toasts.tsx'
import { PageLoadFailed } from '#renderer/features/shell/PageLoadFailed.tsx'
import { TopBar } from './TopBar.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { pageAt, pages, type LocatedPage, locatePage } from './pages.ts'
import { link } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { address } from '#renderer/state/browser/route.ts'
import { useStore } from '#renderer/state/store.ts'
import { ErrorBoundary } from '#renderer/ui/ErrorBoundary.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'

const { session, ...plain } = pages
const SessionPage = lazyComponent(session.code, PageLoadFailed)
/** Every other page, by its name. */
const plainPages = Object.fromEntries(
  Object.entries(plain).map(([name, { code }]) => [name, lazyComponent(code, PageLoadFailed)]),
)

const SignedOut = lazyComponent(async () => (await import('#renderer/features/shell/SignedOut.tsx')).SignedOut)

/** The frame around every page. */
export function App() {
  const isSignedOut = useStore(link, (state) => state.kind === 'signed_out')
  const isBare = useStore(address, ({ path }) => locatePage(path).kind === 'qr')
  return (
    <div className="shell flex flex-col">
      {isSignedOut ? (
        <Suspense fallback={<Loading what="Loading…" />}>
          <SignedOut />
        </Suspense>
      ) : (
        <>
          {!isBare && <TopBar />}
          <Banners />
          <Suspense fallback={<Loading what="Loading…" />}>
            <Page />
          </Suspense>
        </>
      )}
      <Toasts />
    </div>
  )
}

function Page() {
  const here = useStore(address, (value) => value)
  const located = locatePage(here.path)
  const { needs } = pageAt(located)
  const isAllowed = useMay(needs)
  return isAllowed ? (
    <ErrorBoundary instead={<RenderFailure />} attempt={here}>
      <Allowed located={located} />
    </ErrorBoundary>
  ) : (
    <NotAllowed needs={needs} />
  )
}

function Allowed({ located }: { located: LocatedPage }) {
  if (located.kind === 'session') {
    return <SessionPage id={located.id} />
  }
  const Drawn = plainPages[located.kind]
  // The key includes the query: another `?folder=` from the desktop program starts a new form.
  return Drawn === undefined ? <PageNotFound /> : <Drawn key={`${located.kind}${location.search}`} />
}

/** Shown after a rendering error. What the person wrote is kept by the page's stores and by the server. */
function RenderFailure() {
  return (
    <main className="p-8 text-center text-base">
      <h1 className="text-lg font-semibold">This page could not be drawn</h1>
      <p className="my-2 text-muted">Nothing was lost; your sessions go on.</p>
      <Button onClick={() => location.reload()}>Reload the page</Button>
    </main>
  )
}

function NotAllowed({ needs }: { needs: ReturnType<typeof pageAt>['needs'] }) {
  return (
    <main className="p-8 text-center text-base">
      <h1 className="text-lg font-semibold">This page is not for you</h1>
      <p className="my-2 text-muted">{whoMay[needs]}</p>
      <Link href="/" className="text-accent underline">
        All sessions
      </Link>
    </main>
  )
}

const whoMay = {
  read: 'You are not signed in.',
  drive: 'Your account can only look. The owner of the workstation can change that.',
  manage: 'It is for those who manage this workstation.',
  local: 'It works only in the browser of the workstation itself, signed in with a link of that machine.',
} as const

function PageNotFound() {
  return (
    <main className="p-8 text-center text-base">
      <h1 className="text-lg font-semibold">There is no such page</h1>
      <Link href="/" className="text-accent underline">
        All sessions
      </Link>
    </main>
  )
}
