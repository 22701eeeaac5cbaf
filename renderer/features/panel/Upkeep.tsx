import { download } from '#renderer/connection/download.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { useStore } from '#renderer/state/store.ts'
import { operations } from '#shared/operations/table.ts'
import { More } from './More.tsx'
import { panel } from './panel.ts'
import * as words from './words.ts'

/** The versions that run, and the pages that are wanted now and then. */
export function Upkeep() {
  const isHere = useMay('local')
  const mayManage = useMay('manage')
  return (
    <>
      <dl className="mb-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-2 empty:hidden">
        <Versions />
      </dl>
      <p className="flex flex-wrap gap-x-4 gap-y-2">
        <More href="/settings">{words.settings}</More>
        {mayManage && <More href="/audit">{words.auditLog}</More>}
        {isHere && <More href="/logs">{words.logs}</More>}
        {isHere && <More href="/updates">{words.updates}</More>}
      </p>
      {isHere && <Diagnostics />}
    </>
  )
}

function Versions() {
  const host = useStore(panel.host, (state) => (state.kind === 'ready' ? state.value : null))
  const claudeVersion = useStore(claude, (state) => (state.kind === 'ready' ? state.value.version : null))
  return (
    <>
      {host !== null && (
        <>
          <dt className="text-muted">{words.homeportVersion(host.version)}</dt>
          <dd className="text-right">
            {host.host_version === null || host.host_version === host.version
              ? words.serverAndSessions
              : words.sessionsRunHostVersion(host.host_version)}
          </dd>
        </>
      )}
      {claudeVersion !== null && (
        <>
          <dt className="text-muted">{words.claudeCode}</dt>
          <dd className="text-right">{claudeVersion}</dd>
        </>
      )}
    </>
  )
}

function Diagnostics() {
  return (
    <p className="mt-2 text-muted">
      <button
        type="button"
        className="inline-flex cursor-pointer items-center text-accent underline touch:min-h-11"
        onClick={() => {
          download(operations['diagnostics.read'].http.path, 'homeport-diagnostics.json').catch((error: unknown) =>
            showToast(errorMessage(error)),
          )
        }}
      >
        {words.downloadDiagnostics}
      </button>{' '}
      {words.forSomebodyWhoHelpsVersions}
    </p>
  )
}
