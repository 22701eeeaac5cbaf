import { readFileSync } from 'node:fs'
import { failureCode } from '../failure.ts'
import { readStat } from './procStat.ts'

/** A process that can be recognised later, though its pid may be given to another program meanwhile. */
export interface ProcessIdentity {
  readonly pid: number
  readonly started: string | null
}

/**
 * Whether the process may still be the same one, without starting another program to ask: for whoever must not wait.
 * On Linux that is certain; elsewhere its pid may belong to another program meanwhile.
 */
export function mayBeAlive({ pid, started }: ProcessIdentity): boolean {
  return process.platform === 'linux' && started !== null ? linuxMark(pid) === started : pidExists(pid)
}

/** Field 22 (ticks from boot to start) of `/proc/<pid>/stat`; null for zombies and unreadable text. */
export function parseStat(stat: string): { readonly parent: number; readonly ticks: string } | null {
  // The second field is the program's name in parentheses; it may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, parent, ticks] = [fields[0], fields[1], fields[19]]
  if (state === undefined || parent === undefined || ticks === undefined || !/^\d+$/.test(ticks)) {
    return null
  }
  return 'ZX'.includes(state) ? null : { parent: Number(parent), ticks }
}

let bootMark: string | undefined

/** The start mark of `processStartMark` on Linux, which needs no other program for it; null: no such process. */
export function linuxMark(pid: number): string | null {
  try {
    const stat = parseStat(readStat(pid))
    if (stat === null) {
      return null
    }
    // Ticks count from boot: without naming the boot, a reboot could make two processes look like one.
    bootMark ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8)
    return `${bootMark}-${stat.ticks}`
  } catch {
    return null
  }
}

/**
 * Whether some process runs under that number now. On Linux one that has ended and that its parent did not ask about yet (a zombie)
 * does not: the first process of a container may leave it there for ever.
 */
export function pidExists(pid: number): boolean {
  // Zero and below would ask for whole groups of processes.
  if (pid <= 0) {
    return false
  }
  try {
    process.kill(pid, 0)
  } catch (error) {
    return failureCode(error) === 'EPERM'
  }
  return process.platform !== 'linux' || !isZombie(pid)
}

function isZombie(pid: number): boolean {
  try {
    return parseStat(readStat(pid)) === null
  } catch {
    // It ended this moment, or its folder is hidden from us: the signal has the last word.
    return false
  }
}
