import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pidExists } from '#server/platform/processes/processSigns.ts'
import type { ProgramLimits } from '../../runner.ts'
import type { OwnCgroups } from './ownCgroups.ts'

/** A control group of ours that one program and all that it starts run in. */
export interface Enclosure {
  readonly by: 'cgroup_v1' | 'cgroup_v2'
  /** Whether it holds back processor time as well. */
  readonly holdsCpu: boolean
  /** Right after the start, before the program has started anything. @throws Error when it may not. */
  enter(pid: number): void
  /** How many of it the system has ended for taking too much memory. */
  kills(): number
  /** All that runs in it, whoever started it and whatever it left. */
  pids(): readonly number[]
  /** False: something still runs in it. */
  remove(): boolean
}

/** Microseconds over which processor time is counted (cgroups(7)). */
const PERIOD_US = 100_000

const NAME = /^homeport-(\d+)-\d+$/
let made = 0

/**
 * Makes a control group below the one that this process is in, with the limits written into it; null where that is not possible:
 * it is not ours to change, the controllers are not handed down, or the system has none. Moves nothing else.
 */
export function enclose(own: OwnCgroups, limits: ProgramLimits): Enclosure | null {
  return encloseV2(own.v2, limits) ?? encloseV1(own.v1, limits)
}

/** Removes what hosts have left that are gone. */
export function removeLeftOver(own: OwnCgroups): void {
  for (const base of [own.v2, own.v1.memory, own.v1.cpu]) {
    for (const name of base === null ? [] : namesIn(base)) {
      const pid = NAME.exec(name)?.[1]
      if (base !== null && pid !== undefined && !pidExists(Number(pid))) {
        removeFolder(path.join(base, name))
      }
    }
  }
}

function encloseV2(base: string | null, { memory_bytes, cpu_percent }: ProgramLimits): Enclosure | null {
  const folder = base === null ? null : makeFolder(base)
  if (folder === null) {
    return null
  }
  try {
    // Written only where the group above hands the controller down; else the files are not there.
    if (memory_bytes !== null) {
      write(folder, 'memory.max', String(memory_bytes))
      writeIfThere(folder, 'memory.swap.max', '0')
    }
    const holdsCpu = cpu_percent !== null && existsSync(path.join(folder, 'cpu.max'))
    if (holdsCpu) {
      write(folder, 'cpu.max', `${quotaOf(cpu_percent)} ${PERIOD_US}`)
    }
    if (memory_bytes === null && !holdsCpu) {
      removeFolder(folder)
      return null
    }
    return {
      by: 'cgroup_v2',
      holdsCpu,
      enter: (pid) => write(folder, 'cgroup.procs', String(pid)),
      kills: () => countIn(folder, 'memory.events'),
      pids: () => pidsIn(folder),
      remove: () => removeFolder(folder),
    }
  } catch {
    removeFolder(folder)
    return null
  }
}

function encloseV1(bases: OwnCgroups['v1'], { memory_bytes, cpu_percent }: ProgramLimits): Enclosure | null {
  const memory = memory_bytes === null || bases.memory === null ? null : makeFolder(bases.memory)
  const cpu = cpu_percent === null || bases.cpu === null ? null : makeFolder(bases.cpu)
  const folders = [memory, cpu].filter((folder) => folder !== null)
  try {
    if (memory !== null) {
      write(memory, 'memory.limit_in_bytes', String(memory_bytes))
      // Only there where swap is counted.
      writeIfThere(memory, 'memory.memsw.limit_in_bytes', String(memory_bytes))
    }
    if (cpu !== null && cpu_percent !== null) {
      write(cpu, 'cpu.cfs_period_us', String(PERIOD_US))
      write(cpu, 'cpu.cfs_quota_us', String(quotaOf(cpu_percent)))
    }
  } catch {
    folders.forEach(removeFolder)
    return null
  }
  if (folders.length === 0 || (memory_bytes !== null && memory === null)) {
    folders.forEach(removeFolder)
    return null
  }
  return {
    by: 'cgroup_v1',
    holdsCpu: cpu !== null,
    enter: (pid) => folders.forEach((folder) => write(folder, 'cgroup.procs', String(pid))),
    kills: () => (memory === null ? 0 : countIn(memory, 'memory.oom_control')),
    pids: () => [...new Set(folders.flatMap(pidsIn))],
    remove: () => folders.map(removeFolder).every(Boolean),
  }
}

/** The kernel takes no less than a hundredth of a core. */
function quotaOf(cpu_percent: number): number {
  return Math.max(1_000, Math.round((cpu_percent / 100) * PERIOD_US))
}

function makeFolder(base: string): string | null {
  made += 1
  const folder = path.join(base, `homeport-${process.pid}-${made}`)
  try {
    mkdirSync(folder)
    return folder
  } catch {
    return null
  }
}

/** True: it is gone. */
function removeFolder(folder: string): boolean {
  try {
    rmdirSync(folder)
    return true
  } catch {
    return !existsSync(folder)
  }
}

function namesIn(base: string): string[] {
  try {
    return readdirSync(base)
  } catch {
    return []
  }
}

function write(folder: string, file: string, text: string): void {
  // Never made anew: what is no control file must not become one of ours.
  writeFileSync(path.join(folder, file), text, { flag: 'r+' })
}

function writeIfThere(folder: string, file: string, text: string): void {
  if (existsSync(path.join(folder, file))) {
    write(folder, file, text)
  }
}

function countIn(folder: string, file: string): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync(path.join(folder, file), 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

function pidsIn(folder: string): number[] {
  try {
    return [...readFileSync(path.join(folder, 'cgroup.procs'), 'utf8').matchAll(/^\d+$/gm)].map(([pid]) => Number(pid))
  } catch {
    return []
  }
}
