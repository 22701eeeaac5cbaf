import type { UpdateState } from '#shared/desktop/desktopState.ts'
import { isDesktop, askDesktop } from '#renderer/platform/desktop.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { exactTime } from '#renderer/format/numbers.ts'
import { showToast, sentenceOf } from '#renderer/state/toasts.ts'
import { queries } from '#renderer/state/workstation/queries.ts'

const LOOK_EVERY_MS = 2_000

/** The desktop program: whether there is a newer one, and the button that installs it. Only it updates itself. */
export function ProgramCard() {
  return (
    <section aria-labelledby="program" className="rounded-card border border-line bg-surface p-4">
      <h2 id="program" className="mb-1 text-base font-semibold">
        The desktop program
      </h2>
      {isDesktop() ? (
        <Program />
      ) : (
        <p className="text-muted">
          Whether it can update itself, and how that stands, its own window shows on this page; this is a browser.
        </p>
      )}
    </section>
  )
}

function Program() {
  const state = useQuery(programUpdate, LOOK_EVERY_MS)
  switch (state.kind) {
    case 'loading':
      return <Loading what="Asking the program…" />
    case 'failed':
      return <Problem>{state.message}</Problem>
    case 'ready':
      return <Known update={state.value} />
  }
}

function Known({ update }: { update: UpdateState }) {
  const isFailed = update.kind === 'failed'
  return (
    <>
      {isFailed ? (
        <Problem>{updateWords(update)}</Problem>
      ) : (
        <p role="status" className="text-muted tabular-nums">
          {updateWords(update)}
        </p>
      )}
      {update.kind === 'downloading' && (
        <progress className="mt-2 w-full" max={100} value={update.percent} aria-label="Fetched" />
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        {update.kind === 'ready' && (
          <Button look="primary" onClick={() => void installUpdate()}>
            Install and restart
          </Button>
        )}
        {(update.kind === 'current' || isFailed || update.kind === 'ready') && (
          <Button onClick={() => void checkForUpdates()}>{isFailed ? 'Try again' : 'Look now'}</Button>
        )}
      </div>
      {update.kind === 'ready' && (
        <p className="mt-2 text-xs text-muted">
          Sessions go on in their host meanwhile; on Windows and in an AppImage you are asked before they are stopped.
        </p>
      )}
    </>
  )
}

/** Where an update stands, in a sentence. */
function updateWords(update: UpdateState): string {
  switch (update.kind) {
    case 'unavailable':
      return update.reason
    case 'current':
      return update.checked_at === null
        ? 'It looks for newer versions by itself, every six hours.'
        : `There is nothing newer. Last looked: ${exactTime(update.checked_at)}.`
    case 'checking':
      return 'Looking for a newer version…'
    case 'available':
      return `Homeport ${update.version} is there and is being fetched.`
    case 'downloading':
      return `Homeport ${update.version} is being fetched: ${update.percent} %.`
    case 'ready':
      return `Homeport ${update.version} is fetched and checked. It is installed when you say so.`
    case 'failed':
      return update.message
  }
}

/** Where the desktop program stands with newer versions of itself. */
const programUpdate = queries.define({
  key: 'desktop update.state',
  fetch: () => askDesktop('update.state', {}),
  needs: 'local',
})

/** Asks the server with the updates. */
async function checkForUpdates(): Promise<void> {
  await programUpdate.update(() => askDesktop('update.check', {}))
}

/** Swaps the program; this page goes away with it. Tells the person when that did not work. */
async function installUpdate(): Promise<void> {
  try {
    await askDesktop('update.install', {})
  } catch (error) {
    showToast(sentenceOf(error))
  }
}
