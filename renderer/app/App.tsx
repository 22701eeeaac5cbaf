import { type ReactNode, Suspense } from 'react'
import { Banners } from '#renderer/features/shell/Banners.tsx'
import { Toasts } from '#renderer/features/shell/Toasts.tsx'
import { overlaysCode } from './overlaysCode.ts'
import { Shell } from './Shell.tsx'
import { PageBar } from '#renderer/views/page/PageBar.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { pageElement } from './pageComponents.ts'
import { pageAt, locatePage } from './pages.ts'
import { link } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { overlay } from '#renderer/state/browser/overlay.ts'
import { address } from '#renderer/state/browser/route.ts'
import { useStore } from '#renderer/state/store.ts'
import { ErrorBoundary } from '#renderer/ui/ErrorBoundary.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'

const Overlays = lazyComponent(async () => (await overlaysCode()).Overlays)
const SignedOut = lazyComponent(async () => (await import('#renderer/features/shell/SignedOut.tsx')).SignedOut)

/** The frame around every page. */
export function App() {
  const isPairing = useStore(address, ({ path }) => locatePage(path).kind === 'pair')
  // Who pairs this device is signed out, and asks to be let in there.
  const isSignedOut = useStore(link, (state) => state.kind === 'signed_out') && !isPairing
  const hasOverlay = useStore(overlay, (open) => open !== null)
  const isBare = useStore(address, ({ path }) => locatePage(path).kind === 'qr') || isPairing
  return (
    <div className="shell flex">
      {isSignedOut || isBare ? (
        <div className="flex min-w-0 flex-1 flex-col">{isSignedOut ? <SignIn /> : <Column />}</div>
      ) : (
        <>
          <Shell>
            <Column />
          </Shell>
          <Suspense>{hasOverlay && <Overlays />}</Suspense>
        </>
      )}
      <Toasts />
    </div>
  )
}

function SignIn() {
  return (
    <Suspense fallback={<Loading what="Loading…" />}>
      <SignedOut />
    </Suspense>
  )
}

/** The page and what is to be said above it. */
function Column() {
  return (
    <>
      <Banners />
      <Suspense fallback={<Loading what="Loading…" />}>
        <Page />
      </Suspense>
    </>
  )
}

function Page() {
  const here = useStore(address, (value) => value)
  const located = locatePage(here.path)
  const { needs } = pageAt(located)
  const isAllowed = useMay(needs)
  return isAllowed ? (
    <ErrorBoundary instead={<RenderFailure />} attempt={here}>
      {/* Another `?folder=` from the desktop program starts a new form. History goes by its query itself. */}
      {located.kind === 'unknown' ? (
        <PageNotFound />
      ) : (
        pageElement(located, located.kind === 'history' ? '' : location.search)
      )}
    </ErrorBoundary>
  ) : (
    <NotAllowed needs={needs} />
  )
}

/** Shown after a rendering error. What the person wrote is kept by the page's stores and by the server. */
function RenderFailure() {
  return (
    <Sentence title="This page could not be drawn">
      <p className="my-2 text-muted">Nothing was lost; your sessions go on.</p>
      <Button onClick={() => location.reload()}>Reload the page</Button>
    </Sentence>
  )
}

function NotAllowed({ needs }: { needs: ReturnType<typeof pageAt>['needs'] }) {
  return (
    <Sentence title="This page is not for you">
      <p className="my-2 text-muted">{whoMay[needs]}</p>
      <Link href="/" className="text-accent underline">
        All sessions
      </Link>
    </Sentence>
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
    <Sentence title="There is no such page">
      <Link href="/" className="text-accent underline">
        All sessions
      </Link>
    </Sentence>
  )
}

/** A page that holds one thing to say. */
function Sentence({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <PageBar title={title} />
      <main className="flex-1 p-8 text-center text-base">{children}</main>
    </>
  )
}
