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
import * as words from './words.ts'

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
    <Suspense fallback={<Loading what={words.loading} />}>
      <SignedOut />
    </Suspense>
  )
}

/** The page and what is to be said above it. */
function Column() {
  return (
    <>
      <Banners />
      <Suspense fallback={<Loading what={words.loading} />}>
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
    <Sentence title={words.thisPageCouldNotBe}>
      <p className="my-2 text-muted">{words.nothingWasLostYourSessions}</p>
      <Button onClick={() => location.reload()}>{words.reloadThePage}</Button>
    </Sentence>
  )
}

function NotAllowed({ needs }: { needs: ReturnType<typeof pageAt>['needs'] }) {
  return (
    <Sentence title={words.thisPageIsNotFor}>
      <p className="my-2 text-muted">{whoMay[needs]}</p>
      <Link href="/" className="text-accent underline">
        {words.allSessions}
      </Link>
    </Sentence>
  )
}

const whoMay = {
  read: words.youAreNotSignedIn,
  drive: words.yourAccountCanOnlyLook,
  manage: words.itIsForThoseWho,
  local: words.itWorksOnlyInThe,
} as const

function PageNotFound() {
  return (
    <Sentence title={words.thereIsNoSuchPage}>
      <Link href="/" className="text-accent underline">
        {words.allSessions}
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
