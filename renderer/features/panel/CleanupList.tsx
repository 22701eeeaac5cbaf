import { useEffect, useState } from 'react'
import type { CleanupJob, CleanupReport, SessionStorage } from '#shared/operations/cleanup.ts'
import { bytes } from '#renderer/format/bytes.ts'
import { exactTime } from '#renderer/format/numbers.ts'
import { useQuery } from '#renderer/state/query.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { More } from './More.tsx'
import * as words from './words.ts'

const cleanup = queries.define({
  key: 'cleanup.read',
  fetch: () => connection.client.call('cleanup.read', {}),
  needs: 'manage',
})

const due = queries.define({
  key: 'cleanup.due',
  fetch: async () => (await connection.client.call('cleanup.due', {})).jobs,
  needs: 'manage',
})

const largest = queries.define({
  key: 'storage.sessions',
  fetch: async () => (await connection.client.call('storage.sessions', { limit: 5 })).sessions,
  needs: 'read',
})

/** While it goes on. */
const AGAIN_MS = 2_000

const names: Readonly<Record<CleanupJob, string>> = {
  sessions: words.unusedSessions,
  attachments: words.oldAttachments,
  transcript_copies: words.copiesOfTranscripts,
  auto_commit_points: words.oldPoints,
  workspaces: words.foldersOfGoneSessions,
  logs: words.rotatedLogs,
  temporary_files: words.temporaryFiles,
  sockets: words.deadSockets,
}

/** What clean-up did when it ran last, and what takes most. */
export function CleanupList() {
  const state = useQuery(cleanup)
  const before = useQuery(due)
  const next = before.kind === 'ready' ? before.value : []
  const [isAsked, setAsked] = useState(false)
  const goesOn = state.kind === 'ready' && state.value.running === true
  useEffect(() => {
    if (!goesOn) {
      return
    }
    const again = setInterval(() => void cleanup.refresh(), AGAIN_MS)
    return () => {
      clearInterval(again)
      void due.refresh()
    }
  }, [goesOn])
  const isRunning = isAsked || goesOn
  const run = async () => {
    setAsked(true)
    try {
      cleanup.set(await connection.client.call('cleanup.run', {}))
      await due.refresh()
    } catch (error) {
      showToast(errorMessage(error))
    }
    setAsked(false)
  }
  const jobs = state.kind === 'ready' ? state.value.jobs : []
  const last = jobs.at(-1)
  return (
    <>
      {state.kind === 'failed' && <p className="text-muted">{state.message}</p>}
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 empty:hidden">
        {jobs.map((report) => (
          <Did key={report.job} report={report} due={next.find(({ job }) => job === report.job)?.things ?? 0} />
        ))}
      </dl>
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
        <span className="min-w-0 flex-1" title={last === undefined ? undefined : exactTime(last.at)}>
          {last === undefined ? words.itRunsSomeMinutesAfter : words.lastAt(<RelativeTime at={last.at} />)}
        </span>
        <More href="/settings/storage">{words.howLong}</More>
        <Button variant="ghost" disabled={isRunning} onClick={() => void run()}>
          {isRunning ? words.cleaningUp : words.cleanUpNow}
        </Button>
      </p>
      <Largest />
    </>
  )
}

function Did({ report, due: things }: { report: CleanupReport; due: number }) {
  const { job, removed, bytes: freed, problem } = report
  return (
    <>
      <dt className="min-w-0 text-muted">{names[job]}</dt>
      <dd className="text-right tabular-nums">
        {removed === 0
          ? words.nothingToDo
          : freed > 0
            ? words.removedAndFreed(removed, bytes(freed))
            : words.removed(removed)}
      </dd>
      {things > 0 && <dd className="col-span-2 -mt-1 text-muted">{words.goNextTime(things)}</dd>}
      {problem !== null && <dd className="col-span-2 text-bad">{problem}</dd>}
    </>
  )
}

/** One’s own sessions of which most is kept. */
function Largest() {
  const state = useQuery(largest)
  const sessions = state.kind === 'ready' ? state.value : []
  return (
    sessions.length > 0 && (
      <>
        <h3 className="mt-3 mb-1 font-medium">{words.largestSessions}</h3>
        <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
          {sessions.map(({ session_id, name, ...kept }) => (
            <div key={session_id} className="contents">
              <dt className="min-w-0 truncate">
                <Link href={`/session/${session_id}`} className="text-accent underline">
                  <bdi>{name}</bdi>
                </Link>
              </dt>
              <dd className="text-right tabular-nums">{bytes(sizeOf(kept))}</dd>
              <dd className="col-span-2 -mt-1 text-muted">{words.keptByKind(kindsOf(kept))}</dd>
            </div>
          ))}
        </dl>
      </>
    )
  )
}

type Kept = Pick<SessionStorage, 'events' | 'attachments' | 'checkpoints' | 'transcript_copies'>

function sizeOf({ events, attachments, checkpoints = 0, transcript_copies = 0 }: Kept): number {
  return events + attachments + checkpoints + transcript_copies
}

/** The kinds of which something is kept. */
function kindsOf({ events, attachments, checkpoints = 0, transcript_copies = 0 }: Kept): readonly string[] {
  const kinds = [
    [words.keptEvents, events],
    [words.keptAttachments, attachments],
    [words.keptCheckpoints, checkpoints],
    [words.keptTranscriptCopies, transcript_copies],
  ] as const
  return kinds.flatMap(([say, size]) => (size > 0 ? [say(bytes(size))] : []))
}
