import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { type ProcessIdentity, parseStat } from './processSigns.ts'
import { readStat } from './procStat.ts'
import { processStartMark } from './processStart.ts'

export interface ProcessRow {
  readonly pid: number
  readonly parent: number
}

/** A variable that a process was started with and its children inherited. */
export interface EnvironmentMark {
  readonly name: string
  readonly value: string
}

const PS_TIMEOUT_MS = 5_000
const PS_BYTES = 64 * 1024 * 1024

/**
 * The living descendants of a process, nearest first, also those that left its process group or session. Children
 * of a process that has ended belong to somebody else already: ask before you kill. Empty on Windows, where
 * `taskkill /T` does this.
 */
export function descendantsOf(pid: number): ProcessIdentity[] {
  return identify(selectDescendants([pid], readProcessTable()))
}

/** The pids below the given ones, nearest first, without the given ones. Survives circles. */
export function selectDescendants(roots: readonly number[], table: readonly ProcessRow[]): number[] {
  const children = new Map<number, number[]>()
  for (const { pid, parent } of table) {
    const known = children.get(parent)
    if (known === undefined) {
      children.set(parent, [pid])
    } else {
      known.push(pid)
    }
  }
  const seen = new Set(roots)
  const found: number[] = []
  let generation = [...roots]
  while (generation.length > 0) {
    generation = generation.flatMap((parent) => children.get(parent) ?? []).filter((pid) => !seen.has(pid))
    for (const pid of generation) {
      seen.add(pid)
      found.push(pid)
    }
  }
  return found
}

/** Every living process and its parent. Zombies are left out. Empty on Windows. */
function readProcessTable(): ProcessRow[] {
  switch (process.platform) {
    case 'linux':
      return linuxPids().flatMap((pid) => {
        const stat = parseStat(readProc(pid, 'stat'))
        return stat === null ? [] : [{ pid, parent: stat.parent }]
      })
    case 'win32':
      return []
    default:
      return parsePsTable(ps(['-axo', 'pid=,ppid=,stat=']))
  }
}

/** `  812     1 Ss` of `ps -axo pid=,ppid=,stat=`. */
export function parsePsTable(output: string): ProcessRow[] {
  return psLines(output, 3).map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }))
}

/** The words of each line of `ps -axo pid=,ppid=,stat=,…` that has so many; zombies are left out. */
export function psLines(output: string, count: number): string[][] {
  return output
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : [line.trim().split(/\s+/)]))
    .filter((words) => words.length === count && words.slice(0, 2).every((word) => /^\d+$/.test(word)))
    .filter(([, , state = 'Z']) => !state.startsWith('Z'))
}

/**
 * The processes that carry the mark in the environment they were started with: the way to find the children of a
 * process that has died, which no parent leads to any more. Only our own user's; empty on Windows. A program that
 * was started with a cleaned environment is not found.
 */
export function processesMarked(mark: EnvironmentMark): ProcessIdentity[] {
  const entry = `${mark.name}=${mark.value}`
  switch (process.platform) {
    case 'linux':
      return identify(linuxPids().filter((pid) => readProc(pid, 'environ').split('\0').includes(entry)))
    case 'win32':
      return []
    default:
      return identify(parsePsEnvironment(ps(['-axww', '-E', '-o', 'pid=,command=']), entry))
  }
}

/** Pids of the lines of `ps -E` that hold the entry as a word of its own. */
export function parsePsEnvironment(output: string, entry: string): number[] {
  return output
    .split('\n')
    .filter((line) => line.split(/\s+/).includes(entry))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => pid > 0)
}

function identify(pids: readonly number[]): ProcessIdentity[] {
  return pids
    .filter((pid) => pid > 1 && pid !== process.pid)
    .flatMap((pid) => {
      const started = processStartMark(pid)
      return started === null ? [] : [{ pid, started }]
    })
}

function linuxPids(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger)
}

function readProc(pid: number, file: 'stat' | 'environ'): string {
  try {
    return file === 'stat' ? readStat(pid) : readFileSync(`/proc/${pid}/environ`, 'latin1')
  } catch {
    // It ended meanwhile, or is another user's.
    return ''
  }
}

function ps(args: readonly string[]): string {
  const asked = spawnSync('ps', args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: PS_BYTES,
    timeout: PS_TIMEOUT_MS,
    windowsHide: true,
  })
  return asked.status === 0 ? asked.stdout : ''
}
