import { execFile } from 'node:child_process'
import { readFile, readdir, readlink, stat } from 'node:fs/promises'

/** Linux tells of at most so many processes and files; more is a machine that is too busy to be asked. */
const MOST_PROCESSES = 5_000
const MOST_FILES = 200_000

/** Access modes of open(2), in the octal `flags` of /proc/PID/fdinfo. */
const READS_ONLY = 0

/**
 * Which of these real paths a process of this user has open for writing. Linux tells, and macOS where its `lsof` answers; elsewhere none,
 * and that nobody has changed a file between two looks (`settleMs`) has to do.
 */
export async function openForWriting(files: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  switch (files.size === 0 ? 'none' : process.platform) {
    case 'linux':
      return openByProc(files)
    case 'darwin':
      return openByLsof([...files].slice(0, MOST_ASKED), lsof)
    default:
      return new Set()
  }
}

/** Between two looks at the same file, in milliseconds: longer where nobody tells who has it open. A program may pause as long. */
export function settleMs(platform: NodeJS.Platform): number {
  return platform === 'linux' ? 1_000 : 5_000
}

const MOST_ASKED = 1_000
const AT_ONCE = 250
const LSOF_MS = 10_000

/** What `lsof -F fai` says of files; empty where it does not answer. */
export type Lsof = (files: readonly string[]) => Promise<string>

/** By their numbers on the disk: names are written in ways of their own. */
export async function openByLsof(files: readonly string[], ask: Lsof): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const some = files.slice(at, at + AT_ONCE)
    const written = writtenInodes(await ask(some))
    for (const file of written.size === 0 ? [] : some) {
      const stats = await stat(file, { bigint: true }).catch(() => null)
      if (stats !== null && written.has(String(stats.ino))) {
        found.add(file)
      }
    }
  }
  return found
}

/** Of `lsof -F fai`: a line begins with the letter of its field; `f` begins a file, `a` is r, w or u, `i` its number. */
export function writtenInodes(printed: string): ReadonlySet<string> {
  const inodes = new Set<string>()
  let access = ''
  for (const line of printed.split('\n')) {
    const value = line.slice(1)
    if (line.startsWith('f')) {
      access = ''
    } else if (line.startsWith('a')) {
      access = value
    } else if (line.startsWith('i') && (access === 'w' || access === 'u')) {
      inodes.add(value)
    }
  }
  return inodes
}

const lsof: Lsof = (files) =>
  new Promise((resolve) => {
    const options = { timeout: LSOF_MS, maxBuffer: 16 * 2 ** 20, windowsHide: true, env: { LC_ALL: 'C' } }
    // It ends with 1 where some file is open nowhere, and has said all of the others.
    execFile('/usr/sbin/lsof', ['-w', '-F', 'fai', '--', ...files], options, (_error, stdout) => resolve(stdout))
  })

async function openByProc(files: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  const processes = (await listed('/proc')).filter((name) => /^\d+$/.test(name)).slice(0, MOST_PROCESSES)
  let seen = 0
  for (const pid of processes) {
    const handles = await listed(`/proc/${pid}/fd`)
    seen += handles.length
    if (seen > MOST_FILES) {
      break
    }
    for (const handle of handles) {
      const target = await readlink(`/proc/${pid}/fd/${handle}`).catch(() => '')
      if (files.has(target) && (await writes(pid, handle))) {
        found.add(target)
      }
    }
  }
  return found
}

async function writes(pid: string, handle: string): Promise<boolean> {
  const said = await readFile(`/proc/${pid}/fdinfo/${handle}`, 'latin1').catch(() => '')
  const flags = /^flags:\s{1,8}([0-7]{1,20})$/m.exec(said)?.[1]
  return flags !== undefined && (Number.parseInt(flags, 8) & 3) !== READS_ONLY
}

/** Those of others cannot be looked at. */
async function listed(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
