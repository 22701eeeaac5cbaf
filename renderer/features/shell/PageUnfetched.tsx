import { useEffect, useState } from 'react'
import { reloadWhenAnswered } from '#renderer/connection/http.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'

/** A page that was reloaded just now and misses its code again would go on doing so. */
const SOON_MS = 60_000

/** Stands for a page whose code did not come: reloads when the server answers, once; then it is left to the person. */
export function PageUnfetched() {
  const [isHopeless] = useState(wasReloadedJustNow)
  useEffect(() => (isHopeless ? undefined : reloadWhenAnswered()), [isHopeless])
  return isHopeless ? (
    <main className="mx-auto w-full max-w-130 p-4">
      <Problem action={<Button onClick={() => location.reload()}>Reload the page</Button>}>
        This page could not be fetched. Nothing was sent, nothing was lost.
      </Problem>
    </main>
  ) : (
    <Loading what="Waiting for the workstation to send this page…" />
  )
}

function wasReloadedJustNow(): boolean {
  const [entry] = performance.getEntriesByType('navigation')
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload' && performance.now() < SOON_MS
}
