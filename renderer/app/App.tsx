import { type ComponentType, Suspense } from 'react'
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
import { isFirstPageDrawn } from '#renderer/state/browser/firstPage.ts'
import { address } from '#renderer/state/browser/route.ts'
import { useStore } from '#renderer/state/store.ts'
import { ErrorBoundary } from '#renderer/ui/ErrorBoundary.tsx'
import { lazyComponent, Nothing } from '#renderer/ui/lazyComponent.tsx'
import { Loaded } from '#renderer/views/page/Loaded.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import * as words from './words.ts'

const NoPage = lazyComponent(async () => (await import('./composed/NoPage.tsx')).NoPage)
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
      <Later load={bannersCode} />
      <Suspense fallback={<Loading what={words.loading} />}>
        <Page />
      </Suspense>
      <Later load={demoCode} />
    </>
  )
}

/** Of its own, so that their arrival draws them and nothing else. */
function Later({ load }: { load: () => Promise<ComponentType> }) {
  const isDrawn = useStore(isFirstPageDrawn, (value) => value)
  return <Loaded load={isDrawn ? load : null} props={NONE} Instead={Nothing} />
}

const NONE = {}
const bannersCode = async () => (await import('#renderer/features/shell/Banners.tsx')).Banners
const demoCode = async () => (await import('#renderer/features/shell/Banners.tsx')).DemoBanner

function Page() {
  const here = useStore(address, (value) => value)
  const located = locatePage(here.path)
  const { needs } = pageAt(located)
  const isAllowed = useMay(needs)
  return isAllowed ? (
    <ErrorBoundary instead={<RenderFailure />} attempt={here}>
      {/* Another `?folder=` from the desktop program starts a new form. History goes by its query itself. */}
      {located.kind === 'unknown' ? (
        <NoPage needs={null} />
      ) : (
        pageElement(located, located.kind === 'history' ? '' : location.search)
      )}
    </ErrorBoundary>
  ) : (
    <NoPage needs={needs} />
  )
}

/** Shown after a rendering error. What the person wrote is kept by the page's stores and by the server. */
function RenderFailure() {
  return (
    <>
      <PageBar title={words.thisPageCouldNotBe} />
      <main className="flex-1 p-8 text-center text-base">
        <p className="my-2 text-muted">{words.nothingWasLostYourSessions}</p>
        <Button onClick={() => location.reload()}>{words.reloadThePage}</Button>
      </main>
    </>
  )
}
