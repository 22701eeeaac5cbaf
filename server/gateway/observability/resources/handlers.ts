import type { Clock } from '#server/platform/clock.ts'
import { type CpuInfo, cpus, freemem, totalmem } from 'node:os'
import { statfs } from 'node:fs/promises'
import type { MachineResources } from '#shared/operations/resources.ts'
import type { HostLink } from '#server/link/link.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { createUsageSampler } from '#server/platform/processes/usageSampler.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { GatewayHandlers } from '#server/gateway/kernel/call.ts'
import { measureStorage } from './storage.ts'

export interface ResourcesDeps {
  readonly clock: Pick<Clock, 'monotonic'>
  readonly host: Pick<HostLink, 'state'>
  readonly paths: Pick<Paths, 'dataDir'>
  readonly vault: Vault
  readonly home: string
  readonly env: NodeJS.ProcessEnv
}

/** What the machine has and what Homeport takes of it. Measures only when queried. */
export function createResourcesHandlers(
  deps: ResourcesDeps,
): Pick<GatewayHandlers, 'resources.machine' | 'storage.read'> {
  const sampler = createUsageSampler(deps)
  const machine = createMachineLoad(deps.clock)
  return {
    'resources.machine': async () => {
      const link = deps.host.state()
      const [gateway, host, disk] = await Promise.all([
        sampler.of(process.pid, 'alone'),
        link.kind === 'ready' ? sampler.of(link.host_pid, 'alone') : null,
        diskOf(deps.paths.dataDir),
      ])
      const memory = { total_bytes: totalmem(), free_bytes: freemem() }
      return { ...machine(), memory, disk, gateway, host }
    },
    'storage.read': async () => {
      const [stored, disk, problem] = await Promise.all([
        measureStorage(deps),
        diskOf(deps.paths.dataDir),
        deps.vault.problem(),
      ])
      return { ...stored, disk, vault: { kind: deps.vault.kind, problem } }
    },
  }
}

/** An older sample says nothing about now. */
const RECENT_MS = 15_000
const FRESH_MS = 1_000

/** How busy the cores were since the sample before. */
function createMachineLoad(clock: Pick<Clock, 'monotonic'>): () => Pick<MachineResources, 'cpu_percent' | 'cores'> {
  let last: { readonly at: number; readonly times: CoreTimes } | null = null
  let percent: number | null = null
  return () => {
    const cores = cpus()
    const at = clock.monotonic()
    if (last === null || at - last.at >= FRESH_MS) {
      const times = coreTimes(cores)
      percent = last === null || at - last.at > RECENT_MS ? null : busyPercent(last.times, times)
      last = { at, times }
    }
    return { cpu_percent: percent, cores: Math.max(1, cores.length) }
  }
}

interface CoreTimes {
  readonly busy: number
  readonly total: number
}

/** All cores together. */
function coreTimes(cores: readonly Pick<CpuInfo, 'times'>[]): CoreTimes {
  const total = cores.reduce((sum, { times }) => sum + Object.values(times).reduce((all, one) => all + one, 0), 0)
  return { total, busy: total - cores.reduce((sum, { times }) => sum + times.idle, 0) }
}

function busyPercent(before: CoreTimes, now: CoreTimes): number | null {
  const total = now.total - before.total
  return total > 0 ? Math.min(100, Math.max(0, ((now.busy - before.busy) / total) * 100)) : null
}

async function diskOf(folder: string): Promise<{ total_bytes: number; free_bytes: number }> {
  const { blocks, bavail, bsize } = await statfs(folder)
  return { total_bytes: blocks * bsize, free_bytes: bavail * bsize }
}
