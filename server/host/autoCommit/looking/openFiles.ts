import { readFile, readdir, readlink } from 'node:fs/promises'

/** Linux tells of at most so many processes and files; more is a machine that is too busy to be asked. */
const MOST_PROCESSES = 5_000
const MOST_FILES = 200_000

/** Access modes of open(2), in the octal `flags` of /proc/PID/fdinfo. */
const READS_ONLY = 0

/**
 * Which of these real paths a process of this user has open for writing. Linux alone tells; elsewhere none, and that nobody has
 * changed a file between two looks has to do.
 */
export async function openForWriting(files: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  if (process.platform !== 'linux' || files.size === 0) {
    return found
  }
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
