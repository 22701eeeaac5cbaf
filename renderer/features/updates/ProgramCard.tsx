import type { UpdateState } from '#shared/desktop/desktopState.ts'
import { isDesktop, callDesktop } from '#renderer/platform/desktop.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { exactTime } from '#renderer/format/numbers.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { queries } from '#renderer/state/workstation/queries.ts'

const POLL_EVERY_MS = 2_000

/** Updates of the desktop program, which only its own window can install. */
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
  const state = useQuery(programUpdate, POLL_EVERY_MS)
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
        <Problem>{updateText(update)}</Problem>
      ) : (
        <p role="status" className="text-muted tabular-nums">
          {updateText(update)}
        </p>
      )}
      {update.kind === 'downloading' && (
        <progress className="mt-2 w-full" max={100} value={update.percent} aria-label="Fetched" />
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        {update.kind === 'ready' && (
          <Button variant="primary" onClick={() => void installUpdate()}>
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

/** The state of the update as a sentence. */
function updateText(update: UpdateState): string {
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

/** The state of the desktop program's updates. */
const programUpdate = queries.define({
  key: 'desktop update.state',
  fetch: () => callDesktop('update.state', {}),
  needs: 'local',
})

/** Checks for updates now. */
async function checkForUpdates(): Promise<void> {
  await programUpdate.update(() => callDesktop('update.check', {}))
}

/** Installs the update, which closes this page. Shows a failure. */
async function installUpdate(): Promise<void> {
  try {
    await callDesktop('update.install', {})
  } catch (error) {
    showToast(errorMessage(error))
  }
}
