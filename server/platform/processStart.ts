import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { failureCode } from './failure.ts'

/** A process that can be recognised later, though its pid may be given to another program meanwhile. */
export interface ProcessIdentity {
  readonly pid: number
  readonly started: string | null
}

/** Asking the system may hang with it; without an answer there is no mark. */
const ASK_TIMEOUT_MS = 5_000

/**
 * When the process started, as the operating system tells it: the same text for the same process, always; another
 * text for another process with the same pid, also after a reboot. null: no such process (a zombie is none), or the
 * system does not tell.
 */
export function processStartMark(pid: number): string | null {
  switch (process.platform) {
    case 'linux':
      return linuxMark(pid)
    case 'win32':
      return parsePowerShellStart(
        ask('powershell.exe', [
          '-NoProfile',
          '-NonInteractive',
          '-Command',
          `(Get-Process -Id ${pid} -ErrorAction Stop).StartTime.ToFileTimeUtc()`,
        ]),
      )
    default:
      return parsePsStart(ask('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]))
  }
}

/** Whether the process still runs and is the same one. Without a mark the pid alone decides. */
export function isSameProcess(identity: ProcessIdentity): boolean {
  return identity.started === null ? pidExists(identity.pid) : processStartMark(identity.pid) === identity.started
}

/** Field 22 (ticks from boot to start) of `/proc/<pid>/stat`; null for zombies and unreadable text. Pure. */
export function parseStat(stat: string): { readonly parent: number; readonly ticks: string } | null {
  // The second field is the program's name in parentheses; it may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, parent, ticks] = [fields[0], fields[1], fields[19]]
  if (state === undefined || parent === undefined || ticks === undefined || !/^\d+$/.test(ticks)) {
    return null
  }
  return 'ZX'.includes(state) ? null : { parent: Number(parent), ticks }
}

/** `S+   Sat Nov 21 03:57:48 2026` of `ps -o stat=,lstart=`, in the C locale. null for zombies. Pure. */
export function parsePsStart(output: string): string | null {
  const [, state, start] = /^\s*(\S+)\s+(\w{3} .*\d{4})\s*$/.exec(output) ?? []
  return state === undefined || start === undefined || state.startsWith('Z') ? null : start.replace(/\s+/g, ' ')
}

/** A Windows file time: 100 ns since 1601. Pure. */
export function parsePowerShellStart(output: string): string | null {
  const text = output.trim()
  return /^\d{10,20}$/.test(text) ? text : null
}

let bootMark: string | undefined

function linuxMark(pid: number): string | null {
  try {
    const stat = parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'))
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

function pidExists(pid: number): boolean {
  // Zero and below would ask for whole groups of processes.
  if (pid <= 0) {
    return false
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return failureCode(error) === 'EPERM'
  }
}

function ask(command: string, args: readonly string[]): string {
  const asked = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    timeout: ASK_TIMEOUT_MS,
    windowsHide: true,
  })
  return asked.status === 0 ? asked.stdout : ''
}
