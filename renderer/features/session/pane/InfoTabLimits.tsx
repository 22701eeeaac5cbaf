import type { ResourceLimits, SessionInfo } from '#shared/operations/sessionInfo.ts'
import type { Session } from '#shared/session/session.ts'
import { bytes } from '#renderer/format/bytes.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import * as words from '../laterWords.ts'

const keepers: Readonly<Record<ResourceLimits['memory_kept_by'], string>> = {
  cgroup_v1: words.keptByTheSystemControl,
  cgroup_v2: words.keptByTheSystemControl,
  systemd: words.keptByTheSystemA,
  watched: words.homeportMeasuresAndStopsThe,
  nothing: words.notKeptOnThisSystem,
}

/** What a session may take, and what holds it to that. */
export function LimitsText({ limits }: { limits: ResourceLimits }) {
  const { memory_soft_bytes: soft, memory_bytes: hard, memory_kept_by, cpu_percent: cpu, cpu_kept_by } = limits
  const lines = [
    ...(soft === null ? [] : [words.softMemoryLimit(bytes(soft))]),
    ...(hard === null ? [] : [words.hardMemoryLimit(bytes(hard), keepers[memory_kept_by])]),
    ...(cpu === null ? [] : [words.atMostCpuOfA(cpu, keepers[cpu_kept_by])]),
  ]
  return lines.length === 0
    ? words.noneItMayTakeWhat
    : lines.map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))
}

/** Which Claude Code its process runs, and whether a newer one waits for the next. */
export function versionText({ running, installed }: SessionInfo['claude']): string {
  if (running === null) {
    return installed === null ? words.notFoundOnThisMachine : installed
  }
  return installed === null || installed === running ? running : words.anotherIsInstalled(running, installed)
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
      title={isResting ? undefined : words.onceTheSessionRestsNo}
      onClick={() => void control(session.id, { action: 'recycle' })}
    >
      {isHigh ? words.recycleItTakesMoreThan : words.recycle}
    </Button>
  )
}
