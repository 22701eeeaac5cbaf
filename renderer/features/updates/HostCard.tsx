import type { HostStatus } from '#shared/operations/host.ts'
import { useQuery } from '#renderer/state/query.ts'
import { hostStatus } from '#renderer/state/workstation/statusQueries.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { useStore, createStore, type Store } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EndingTasks } from '#renderer/views/EndingTasks.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import * as words from './words.ts'

/** The session host: after an update the old one keeps running until its sessions are moved. */
export function HostCard() {
  const state = useQuery(hostStatus)
  return (
    <section aria-labelledby="host" className="rounded-card border border-line bg-surface p-4">
      <h2 id="host" className="mb-1 text-base font-semibold">
        {words.theSessionsHost}
      </h2>
      {state.kind === 'loading' && <Loading what={words.askingTheWorkstation} />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void hostStatus.refresh()}>{words.tryAgain}</Button>}>
          {state.message}
        </Problem>
      )}
      {state.kind === 'ready' && <Known status={state.value} />}
    </section>
  )
}

function Known({ status }: { status: HostStatus }) {
  const isMoving = useStore(isHostMoving, (value) => value)
  const isDue = status.state === 'older' || status.state === 'unusable'
  return (
    <>
      <p role="status" className="text-muted">
        {isMoving ? words.theSessionsAreBeingMoved : hostText(status)}
      </p>
      {isDue && <Move status={status} isMoving={isMoving} />}
    </>
  )
}

function Move({ status, isMoving }: { status: HostStatus; isMoving: boolean }) {
  const isBusy = status.state === 'unusable' || status.busy_sessions !== 0
  const all = useStore(overview, (value) => value)
  const tasks = all.kind === 'ready' ? all.sessions.flatMap(({ background_tasks }) => background_tasks) : []
  return (
    <div className="mt-3 space-y-3">
      <EndingTasks tasks={tasks} />
      <div className="flex flex-wrap gap-2">
        {status.state === 'older' && (
          <Button variant="primary" disabled={isMoving || isBusy} onClick={() => void renewHost(false)}>
            {words.moveTheSessionsTo(status.version)}
          </Button>
        )}
        {isBusy && (
          <Button variant="danger" disabled={isMoving} onClick={() => void renewHost(true)}>
            {words.moveThemNowCuttingTurns}
          </Button>
        )}
      </div>
    </div>
  )
}

function hostText({ state, version, host_version: old, busy_sessions: busy }: HostStatus): string {
  switch (state) {
    case 'current':
      return words.serverAndSessionsRunVersion(version)
    case 'older':
      return words.serverAndOlderSessions(version, old ?? words.anOlderOne, busyText(busy))
    case 'unusable':
      return words.theSessionsRunInA
    case 'away':
      return words.theHostDoesNotAnswer
  }
}

function busyText(busy: number | null): string {
  return busy === 0 ? words.noneOfThemIsAt : busy === null ? words.someAtWork : words.sessionsAtWork(busy)
}

const moving = createStore(false)

/** Whether the sessions are being moved to another host. */
const isHostMoving: Store<boolean> = moving

/** Moves the sessions to a host of the server's version, and shows the result. */
async function renewHost(interrupt: boolean): Promise<void> {
  moving.set(true)
  try {
    hostStatus.set(await connection.client.call('host.renew', { interrupt }))
    showToast(words.theSessionsGoOnIn)
  } catch (error) {
    showToast(errorMessage(error))
    await hostStatus.refresh()
  } finally {
    moving.set(false)
  }
}
