import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pidExists } from '#server/platform/processes/processSigns.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { killTree } from '#server/platform/processes/processTree.ts'
import type { ProgramLimits } from '../../runner.ts'
import type { OwnCgroups } from './ownCgroups.ts'

/** A control group of ours that one program and all that it starts run in. */
export interface Enclosure {
  readonly by: 'cgroup_v1' | 'cgroup_v2'
  readonly holdsMemory: boolean
  readonly holdsCpu: boolean
  /** Right after the start. What the program has started meanwhile comes along. @throws Error when it may not. */
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

const NO_LIMITS: ProgramLimits = { memory_bytes: null, cpu_percent: null }

/**
 * Makes a control group below the one that this process is in, with the limits written into it. Where it cannot hold the memory it
 * holds nothing, and still tells what belongs to the program. null: none can be made, it is not ours to change or the system has
 * none. Moves nothing else.
 */
export function enclose(own: OwnCgroups, limits: ProgramLimits): Enclosure | null {
  const makers = [
    (wanted: ProgramLimits) => encloseV2(own.v2, wanted),
    (wanted: ProgramLimits) => encloseV1(own.v1, wanted),
  ]
  for (const wanted of [limits, NO_LIMITS]) {
    for (const make of makers) {
      const enclosure = make(wanted)
      if (enclosure !== null) {
        return enclosure
      }
    }
  }
  return null
}

/** Removes what hosts have left that are gone, with whatever still runs in it. */
export function removeLeftOver(own: OwnCgroups): void {
  for (const base of [own.v2, own.v1.memory, own.v1.cpu]) {
    for (const name of base === null ? [] : namesIn(base)) {
      const pid = NAME.exec(name)?.[1]
      if (base !== null && pid !== undefined && !pidExists(Number(pid))) {
        void clear(path.join(base, name))
      }
    }
  }
}

async function clear(folder: string): Promise<void> {
  const left = pidsIn(folder).map((pid) => ({ pid, started: processStartMark(pid) }))
  await Promise.all(left.map((one) => killTree(one, { graceMs: 0 })))
  removeFolder(folder)
}

/** null: not with these limits. The files are there only where the group above hands the controllers down. */
function encloseV2(base: string | null, { memory_bytes, cpu_percent }: ProgramLimits): Enclosure | null {
  const folder = base === null ? null : makeFolder(base)
  if (folder === null) {
    return null
  }
  try {
    if (memory_bytes !== null) {
      write(folder, 'memory.max', String(memory_bytes))
      writeIfThere(folder, 'memory.swap.max', '0')
    }
    if (cpu_percent !== null) {
      write(folder, 'cpu.max', `${quotaOf(cpu_percent)} ${PERIOD_US}`)
    }
  } catch {
    removeFolder(folder)
    return null
  }
  return {
    by: 'cgroup_v2',
    holdsMemory: memory_bytes !== null,
    holdsCpu: cpu_percent !== null,
    enter: (pid) => enterAll([folder], pid),
    kills: () => countIn(folder, 'memory.events'),
    pids: () => pidsIn(folder),
    remove: () => removeFolder(folder),
  }
}

/** null: not with these limits. The memory controller's group is the one that tells what belongs together. */
function encloseV1(bases: OwnCgroups['v1'], { memory_bytes, cpu_percent }: ProgramLimits): Enclosure | null {
  const memory = bases.memory === null ? null : makeFolder(bases.memory)
  if (memory === null) {
    return null
  }
  const cpu = cpu_percent === null || bases.cpu === null ? null : makeFolder(bases.cpu)
  const folders = [memory, ...(cpu === null ? [] : [cpu])]
  try {
    if (memory_bytes !== null) {
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
  return {
    by: 'cgroup_v1',
    holdsMemory: memory_bytes !== null,
    holdsCpu: cpu !== null,
    enter: (pid) => enterAll(folders, pid),
    kills: () => countIn(memory, 'memory.oom_control'),
    pids: () => pidsIn(memory),
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

/**
 * On a busy machine a program has started others before this process has its turn again. Whatever a process in the group starts is
 * in it, so what is left are the children of before.
 */
function enterAll(folders: readonly string[], pid: number): void {
  folders.forEach((folder) => write(folder, 'cgroup.procs', String(pid)))
  for (const child of childrenOf(pid)) {
    try {
      enterAll(folders, child)
    } catch {
      // It has ended.
    }
  }
}

/** Each thread has those that it started (proc(5)). */
function childrenOf(pid: number): number[] {
  const threads = `/proc/${pid}/task`
  return namesIn(threads).flatMap((thread) => numbersIn(path.join(threads, thread), 'children'))
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
  return numbersIn(folder, 'cgroup.procs')
}

function numbersIn(folder: string, file: string): number[] {
  try {
    return [...readFileSync(path.join(folder, file), 'utf8').matchAll(/\d+/g)].map(([number]) => Number(number))
  } catch {
    return []
  }
}
