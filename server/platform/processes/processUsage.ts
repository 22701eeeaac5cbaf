import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { type ProcessRow, psLines } from './processTable.ts'
import { readStat } from './procStat.ts'

/** What one process has used up so far. */
export interface UsageRow extends ProcessRow {
  /** Its own and that of its ended children, as far as the system tells. */
  readonly cpu_seconds: number
  readonly rss_bytes: number
}

/** Linux counts CPU time in these for every program, whatever the kernel's own clock is (USER_HZ). */
const TICKS_PER_SECOND = 100
const KIB = 1024
const ASK_TIMEOUT_MS = 5_000
const ASK_BYTES = 16 * 1024 * 1024
const WINDOWS_TICKS_PER_SECOND = 10_000_000

const ask = promisify(execFile)

/** Every living process with what it uses. Empty when the system does not tell. */
export async function readProcessUsage(): Promise<UsageRow[]> {
  switch (process.platform) {
    case 'linux':
      return readProc()
    case 'win32':
      return parseCimUsage(await answerOf('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', CIM]))
    default:
      return parsePsUsage(await answerOf('ps', ['-axo', 'pid=,ppid=,stat=,rss=,time=']))
  }
}

const CIM =
  'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.WorkingSetSize) $($_.KernelModeTime + $_.UserModeTime)" }'

function readProc(): UsageRow[] {
  const pageBytes = pageSize(process.memoryUsage.rss(), statOf('self'))
  return readdirSync('/proc').flatMap((name) => {
    const row = /^\d+$/.test(name) ? parseStatUsage(Number(name), statOf(Number(name)), pageBytes) : null
    return row === null ? [] : [row]
  })
}

function statOf(pid: number | 'self'): string {
  try {
    return readStat(pid)
  } catch {
    // It ended meanwhile.
    return ''
  }
}

/** The memory page, from what we take in bytes and in pages: a power of two between the two readings. */
export function pageSize(rssBytes: number, ownStat: string): number {
  const pages = Number(fieldsOf(ownStat)[21])
  return pages > 0 ? 2 ** Math.round(Math.log2(rssBytes / pages)) : 4096
}

/** Fields 4, 14 to 17 and 24 of `/proc/<pid>/stat`; null for zombies and unreadable text. */
export function parseStatUsage(pid: number, stat: string, pageBytes: number): UsageRow | null {
  const fields = fieldsOf(stat)
  const numbers = [1, 11, 12, 13, 14, 21].map((index) => Number(fields[index]))
  const [parent = 0, user = 0, system = 0, childUser = 0, childSystem = 0, pages = 0] = numbers
  if (fields[0] === undefined || 'ZX'.includes(fields[0]) || numbers.some(Number.isNaN)) {
    return null
  }
  const cpu_seconds = (user + system + childUser + childSystem) / TICKS_PER_SECOND
  return { pid, parent, cpu_seconds, rss_bytes: Math.max(0, pages) * pageBytes }
}

/** From the third field on; the second is the program's name, which may hold anything. */
function fieldsOf(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** `  812     1 Ss    5120   1:02.33` of `ps -axo pid=,ppid=,stat=,rss=,time=`; days and hours may come first. */
export function parsePsUsage(output: string): UsageRow[] {
  return psLines(output, 5).flatMap(([pid, parent, , rss, time = '']) => {
    const clock = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:[.,]\d+)?)$/.exec(time)
    if (clock === null || Number.isNaN(Number(rss))) {
      return []
    }
    const [, days = 0, hours = 0, minutes, seconds = '0'] = clock
    const cpu_seconds =
      Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'))
    return [{ pid: Number(pid), parent: Number(parent), rss_bytes: Number(rss) * KIB, cpu_seconds }]
  })
}

/** `812 4 5242880 15625000` (pid, parent, bytes, 100 ns) of PowerShell. */
export function parseCimUsage(output: string): UsageRow[] {
  return [...output.matchAll(/^(\d+) (\d+) (\d+) (\d+)\s*$/gm)].map(([, pid, parent, rss, ticks]) => ({
    pid: Number(pid),
    parent: Number(parent),
    rss_bytes: Number(rss),
    cpu_seconds: Number(ticks) / WINDOWS_TICKS_PER_SECOND,
  }))
}

async function answerOf(program: string, args: readonly string[]): Promise<string> {
  try {
    const env = { ...process.env, LC_ALL: 'C' }
    const options = { env, timeout: ASK_TIMEOUT_MS, maxBuffer: ASK_BYTES, windowsHide: true }
    return (await ask(program, args, options)).stdout
  } catch {
    return ''
  }
}
