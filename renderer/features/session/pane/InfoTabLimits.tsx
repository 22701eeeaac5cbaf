import type { ResourceLimits, SessionInfo } from '#shared/operations/sessionInfo.ts'
import type { Session } from '#shared/session/session.ts'
import { bytes } from '#renderer/format/bytes.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'

const keepers: Readonly<Record<ResourceLimits['memory_kept_by'], string>> = {
  cgroup_v1: 'kept by the system (control group)',
  cgroup_v2: 'kept by the system (control group)',
  systemd: 'kept by the system (a scope of systemd)',
  watched: 'Homeport measures, and stops the process when it takes more',
  nothing: 'not kept on this system',
}

/** What a session may take, and what holds it to that. */
export function LimitsText({ limits }: { limits: ResourceLimits }) {
  const { memory_soft_bytes: soft, memory_bytes: hard, memory_kept_by, cpu_percent: cpu, cpu_kept_by } = limits
  const lines = [
    ...(soft === null ? [] : [`Says so above ${bytes(soft)} of memory`]),
    ...(hard === null ? [] : [`At most ${bytes(hard)} of memory: ${keepers[memory_kept_by]}`]),
    ...(cpu === null ? [] : [`At most ${cpu} % of a core: ${keepers[cpu_kept_by]}`]),
  ]
  return lines.length === 0
    ? 'None: it may take what the machine has'
    : lines.map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))
}

/** Which Claude Code its process runs, and whether a newer one waits for the next. */
export function versionText({ running, installed }: SessionInfo['claude']): string {
  if (running === null) {
    return installed === null ? 'Not found on this machine' : installed
  }
  return installed === null || installed === running
    ? running
    : `${running}. ${installed} is installed: it is used from the next start on.`
}

/** Puts a fresh process in the place of this one, which goes on with the conversation. Only while nothing runs or waits. */
export function Recycle({ session, info }: { session: Session; info: SessionInfo | null }) {
  const isResting = session.status === 'ACTIVE' && session.background_tasks.length === 0
  const soft = info?.limits.memory_soft_bytes ?? null
  const isHigh = soft !== null && (info?.usage?.rss_bytes ?? 0) > soft
  return (
    <Button
      variant={isHigh ? 'attention' : 'secondary'}
      disabled={!isResting}
      title={isResting ? undefined : 'Once the session rests: no turn, nothing that waits, no background task.'}
      onClick={() => void control(session.id, { action: 'recycle' })}
    >
      {isHigh ? 'Recycle: it takes more than the soft limit' : 'Recycle'}
    </Button>
  )
}
