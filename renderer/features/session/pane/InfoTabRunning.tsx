import { type ReactNode, useMemo, useState } from 'react'
import type { SessionInfo } from '#shared/operations/sessionInfo.ts'
import type { Session } from '#shared/session/session.ts'
import { bytes } from '#renderer/format/bytes.ts'
import { sshCommand } from '#renderer/format/sshCommand.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { Sparkline } from '#renderer/ui/Sparkline.tsx'
import { EnvironmentList, LogLines } from './InfoTabLists.tsx'
import { OpenIn } from './InfoTabOpen.tsx'
import { RestartButton } from './InfoTabRestart.tsx'
import { LimitsText, Recycle, versionText } from './InfoTabLimits.tsx'
import { EVERY_MS, sessionInfoOf } from './sessionInfo.ts'
import * as words from '../laterWords.ts'

/** How many measurements are drawn: the last two hours of its process, at one a minute. */
const DRAWN = 120

/** Where a session runs, what it takes of the machine, what its process said and what its commands see. */
export function InfoTabRunning({ session }: { session: Session }) {
  const query = useMemo(() => sessionInfoOf(session.id), [session.id])
  const state = useQuery(query, EVERY_MS)
  const mayDrive = useMay('drive')
  return (
    <section aria-label={words.process} className="border-t border-line py-4">
      <h3 className="mb-1.5 text-xs font-semibold text-muted">{words.process}</h3>
      {state.kind === 'failed' && !state.mayNot && <Problem>{state.message}</Problem>}
      {state.kind === 'ready' && <Taken info={state.value} session={session} />}
      {mayDrive && session.status !== 'TERMINATED' && (
        <div className="flex flex-wrap gap-2">
          <RestartButton session={session} />
          {session.process_id !== null && (
            <Recycle session={session} info={state.kind === 'ready' ? state.value : null} />
          )}
        </div>
      )}
      <OpenIn session={session} />
      {mayDrive && (
        <div className="mt-4 space-y-2">
          <Disclosure title={words.logOfThisSession}>
            <LogLines sessionId={session.id} />
          </Disclosure>
          <Disclosure title={words.environment}>
            <EnvironmentList sessionId={session.id} />
          </Disclosure>
        </div>
      )}
    </section>
  )
}

function Taken({ info, session }: { info: SessionInfo; session: Session }) {
  const { usage, disk, limits } = info
  const cpu = [...info.history.map(({ cpu_percent }) => cpu_percent ?? 0), usage?.cpu_percent ?? 0].slice(-DRAWN)
  const memory = [...info.history.map(({ rss_bytes }) => rss_bytes), usage?.rss_bytes ?? 0].slice(-DRAWN)
  return (
    <dl className="mb-3 divide-y divide-line">
      <Row name={words.runsOn} value={words.hostnameAsUser(info.machine.hostname, info.machine.user)} />
      <Row
        name={words.process}
        value={
          session.process_id === null
            ? words.noneItStartsWithThe
            : usage === null || usage.processes < 2
              ? words.processNumber(session.process_id)
              : words.processAndOthers(session.process_id, usage.processes - 1)
        }
      />
      {usage !== null && (
        <>
          <Row
            name={words.processor}
            value={usage.cpu_percent === null ? words.measuring : `${Math.round(usage.cpu_percent)} %`}
          >
            <Sparkline values={cpu} most={100} room={DRAWN} />
          </Row>
          <Row name={words.memory} value={bytes(usage.rss_bytes)}>
            <Sparkline values={memory} most={limits.memory_bytes ?? 2 * usage.rss_bytes} room={DRAWN} />
          </Row>
        </>
      )}
      <Row name={words.folderHolds} value={disk === null ? words.measuring : sizeText(disk)} />
      <Row name={words.limits} value={<LimitsText limits={limits} />} />
      <Row name={words.claudeCode} value={versionText(info.claude)} />
      <SshRow info={info} folder={session.workspace_path} />
    </dl>
  )
}

function SshRow({ info: { machine }, folder }: { info: SessionInfo; folder: string }) {
  const host = window.location.hostname
  // Whoever sits at the machine needs no way to it.
  if (host === 'localhost' || host === '[::1]' || host.startsWith('127.')) {
    return null
  }
  const command = sshCommand({ user: machine.user, host, folder, platform: machine.platform })
  return (
    <Row name={words.fromATerminalElsewhere} value={<code className="font-mono text-xs wrap-anywhere">{command}</code>}>
      <CopyButton text={command} label={words.copyTheSshCommand} />
    </Row>
  )
}

function Row({ name, value, children }: { name: string; value: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 py-1.5">
      <dt className="w-32 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1 basis-16 tabular-nums">{value}</dd>
      {children !== undefined && <dd className="flex-none">{children}</dd>}
    </div>
  )
}

/** What is in it is asked for once it is opened. */
function Disclosure({ title, children }: { title: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="rounded-control border border-line">
      <summary className="min-h-8 cursor-pointer px-3 py-1.5 touch:min-h-11 touch:py-3">{title}</summary>
      {isOpen && <div className="border-t border-line p-3">{children}</div>}
    </details>
  )
}

function sizeText({ bytes: size, files, is_partial }: NonNullable<SessionInfo['disk']>): string {
  return (is_partial ? words.atLeastSizeInFiles : words.sizeInFiles)(bytes(size), files)
}
