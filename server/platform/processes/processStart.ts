import { spawnSync } from 'node:child_process'
import { type ProcessIdentity, linuxMark, pidExists } from './processSigns.ts'

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

/** `S+   Sat Nov 21 03:57:48 2026` of `ps -o stat=,lstart=`, in the C locale. null for zombies. */
export function parsePsStart(output: string): string | null {
  const [, state, start] = /^\s*(\S+)\s+(\w{3} .*\d{4})\s*$/.exec(output) ?? []
  return state === undefined || start === undefined || state.startsWith('Z') ? null : start.replace(/\s+/g, ' ')
}

/** A Windows file time: 100 ns since 1601. */
export function parsePowerShellStart(output: string): string | null {
  const text = output.trim()
  return /^\d{10,20}$/.test(text) ? text : null
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
