import type { UpdateState } from '#shared/desktop/desktopState.ts'
import { isDesktop, callDesktop } from '#renderer/platform/desktop.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { exactTime } from '#renderer/format/numbers.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import * as words from './words.ts'

const POLL_EVERY_MS = 2_000

/** Updates of the desktop program, which only its own window can install. */
export function ProgramCard() {
  return (
    <section aria-labelledby="program" className="rounded-card border border-line bg-surface p-4">
      <h2 id="program" className="mb-1 text-base font-semibold">
        {words.theDesktopProgram}
      </h2>
      {isDesktop() ? <Program /> : <p className="text-muted">{words.whetherItCanUpdateItself}</p>}
    </section>
  )
}

function Program() {
  const state = useQuery(programUpdate, POLL_EVERY_MS)
  switch (state.kind) {
    case 'loading':
      return <Loading what={words.askingTheProgram} />
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
        <progress className="mt-2 w-full" max={100} value={update.percent} aria-label={words.fetched} />
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        {update.kind === 'ready' && (
          <Button variant="primary" onClick={() => void installUpdate()}>
            {words.installAndRestart}
          </Button>
        )}
        {(update.kind === 'current' || isFailed || update.kind === 'ready') && (
          <Button onClick={() => void checkForUpdates()}>{isFailed ? words.tryAgain : words.lookNow}</Button>
        )}
      </div>
      {update.kind === 'ready' && <p className="mt-2 text-xs text-muted">{words.sessionsGoOnInTheir}</p>}
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
        ? words.itLooksForNewerVersions
        : words.thereIsNothingNewer(exactTime(update.checked_at))
    case 'checking':
      return words.lookingForANewerVersion
    case 'available':
      return words.homeportVersionIsThereAnd(update.version)
    case 'downloading':
      return words.homeportVersionIsBeingFetched(update.version, update.percent)
    case 'ready':
      return words.homeportVersionIsFetchedAnd(update.version)
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
