import { useEffect, useState } from 'react'
import { reloadWhenAnswered } from '#renderer/connection/http.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './words.ts'

/** Within this time after a reload the page is not reloaded again. */
const SOON_MS = 60_000

/**
 * Shown when a page's code failed to load: reloads once the server answers, only once by itself; then the person
 * decides.
 */
export function PageLoadFailed() {
  const [isHopeless] = useState(wasReloadedJustNow)
  useEffect(() => (isHopeless ? undefined : reloadWhenAnswered()), [isHopeless])
  return isHopeless ? (
    <main className="mx-auto w-full max-w-130 p-4">
      <Problem action={<Button onClick={() => location.reload()}>{words.reloadThePage}</Button>}>
        {words.thisPageCouldNotBe}
      </Problem>
    </main>
  ) : (
    <Loading what={words.waitingForTheWorkstationTo} />
  )
}

function wasReloadedJustNow(): boolean {
  const [entry] = performance.getEntriesByType('navigation')
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload' && performance.now() < SOON_MS
}
