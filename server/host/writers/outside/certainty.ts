import { spawnSync } from 'node:child_process'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import type { RunningClaude } from './claudeSessions.ts'

/** What the system says of the process that has a number now. */
export interface Asked {
  readonly platform: NodeJS.Platform
  /** As `processStartMark`: when it is ended, it is recognised by it. */
  readonly mark: string | null
  /** The file name of its program; null: not asked, or not told. */
  readonly program: string | null
}

const ASK_TIMEOUT_MS = 5_000

/** Asks other programs, off Linux: for whoever may wait. */
export function askProcess(pid: number): Asked {
  const { platform } = process
  return { platform, mark: processStartMark(pid), program: platform === 'linux' ? null : programOf(pid) }
}

/**
 * Whether the process that has its number now is the Claude Code that told of itself, and no program that got the number later.
 * On Linux its beginning tells. Elsewhere that may be written otherwise than the system tells it to us: then it is one that is
 * called as Claude Code is and began before it told of itself.
 */
export function isCertainly({ start, told }: RunningClaude, { platform, mark, program }: Asked): boolean {
  if (mark === null) {
    return false
  }
  if (platform === 'linux') {
    return start !== null && mark.endsWith(`-${start}`)
  }
  const began = platform === 'win32' ? Number(mark) / 10_000 - FILE_TIME_OF_1970_MS : Date.parse(mark)
  const isOlder = began <= told
  return isOlder && (start?.trim().replace(/\s+/g, ' ') === mark || /^claude(?:\.exe)?$/i.test(program ?? ''))
}

/** Windows counts from 1601. */
const FILE_TIME_OF_1970_MS = 11_644_473_600_000

function programOf(pid: number): string | null {
  const [command, args]: readonly [string, readonly string[]] =
    process.platform === 'win32'
      ? ['powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', `(Get-Process -Id ${pid}).ProcessName`]]
      : ['ps', ['-o', 'comm=', '-p', String(pid)]]
  const asked = spawnSync(command, args, { encoding: 'utf8', timeout: ASK_TIMEOUT_MS, windowsHide: true })
  return asked.status === 0 ? (asked.stdout.trim().split('/').at(-1) ?? null) : null
}
