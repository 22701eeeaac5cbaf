import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { ProcessIdentity } from '#server/platform/processes/processSigns.ts'
import { isSameProcess, processStartMark } from '#server/platform/processes/processStart.ts'
import { descendantsOf, processesMarked } from '#server/platform/processes/processTable.ts'

/** The processes of one test server, found by the home folder they were started with, whoever their parent is. */
export interface ServerProcesses {
  all(): ProcessIdentity[]
  /** Those whose command line matches. */
  matching(commandLine: RegExp): ProcessIdentity[]
  /** One line for each process that runs. */
  describe(): string[]
  /** SIGKILL to all that is left. */
  kill(): Promise<void>
}

export function serverProcessesOf(home: string): ServerProcesses {
  const known = new Set<number>()
  const processes = () => {
    const found = processesMarked({ name: 'HOME', value: home })
    for (const { pid } of found) {
      known.add(pid)
    }
    return [...found, ...guardsOf(known)]
  }
  return {
    all: processes,
    matching: (pattern) => processes().filter((one) => pattern.test(commandLine(one.pid))),
    describe: () => processes().map((one) => `${one.pid} ${commandLine(one.pid)}`),
    kill: async () => {
      for (let left = processes(); left.length > 0; left = processes()) {
        left.forEach(killHard)
        await delay(20)
      }
    },
  }
}

/** The shells that end Claude Code with its host: they have no environment, but name whom they guard. */
function guardsOf(guarded: ReadonlySet<number>): ProcessIdentity[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.flatMap((pid) => {
    const whom = /homeport-guard (\d+)$/.exec(commandLine(pid))?.[1]
    return whom !== undefined && guarded.has(Number(whom)) ? [{ pid, started: processStartMark(pid) }] : []
  })
}

/** The arguments a process was started with, joined by spaces; empty when it is gone. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}

/** Sends SIGKILL, as an out-of-memory killer would. */
export function killHard({ pid }: { readonly pid: number }): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It was faster.
  }
}

/** Claude Code's process of a session. */
export function claudeOf(serverProcesses: ServerProcesses, sessionId: string): ProcessIdentity {
  const [found] = serverProcesses.matching(new RegExp(`claude .*${sessionId}`))
  if (found === undefined) {
    throw new Error(`No Claude Code runs for ${sessionId}:\n${serverProcesses.describe().join('\n')}`)
  }
  return found
}

/** A process and all below it. */
export function familyOf(one: ProcessIdentity): ProcessIdentity[] {
  return [one, ...descendantsOf(one.pid)]
}

/** Those of them that still run. */
export function stillRunning(processes: readonly ProcessIdentity[]): ProcessIdentity[] {
  return processes.filter(isSameProcess)
}
