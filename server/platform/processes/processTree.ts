import { spawnSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { createLogger } from '../log/log.ts'
import { failureCode } from '../failure.ts'
import type { ProcessIdentity } from './processSigns.ts'
import { isSameProcess } from './processStart.ts'
import { type EnvironmentMark, descendantsOf, processesMarked } from './processTable.ts'

export interface KillOptions {
  /** How long SIGTERM may take before SIGKILL follows. */
  readonly graceMs: number
  /** Also kills the processes that carry this mark: children that a dead parent left behind. */
  readonly marked?: EnvironmentMark | undefined
}

/** How often the tree is polled while it ends. */
const POLL_EVERY_MS = 25

/** After SIGKILL only the kernel keeps a process (a hung disk): then waiting longer does not help either. */
const KILL_WAIT_MS = 3_000

const TASKKILL_TIMEOUT_MS = 10_000

const log = createLogger('processes')

/**
 * Ends a process and all that it started, also what left its group or session: SIGTERM to each, then SIGKILL to
 * what is left after `graceMs`. Each one is recognised by its start mark before each signal, so that a pid given to
 * another program meanwhile is never hit. A process that is gone already is fine.
 * Returns what could not be ended; usually nothing.
 */
export async function killTree(root: ProcessIdentity, options: KillOptions): Promise<readonly ProcessIdentity[]> {
  const kill = process.platform === 'win32' ? killWindowsTree : killUnixTree
  const left = await kill(root, options)
  if (left.length > 0) {
    log.warn('processes could not be ended', { pids: left.map((one) => one.pid) })
  }
  return left
}

async function killUnixTree(root: ProcessIdentity, options: KillOptions): Promise<ProcessIdentity[]> {
  const tree = new Tree(root, options.marked)
  for (const one of tree.living()) {
    signal(one, 'SIGTERM')
  }
  await tree.empties(options.graceMs, () => {})
  return tree.empties(KILL_WAIT_MS, (one) => signal(one, 'SIGKILL'))
}

/** All that was ever seen below the root: a child stays known when its parent ends before it. */
class Tree {
  readonly #known = new Map<number, ProcessIdentity>()
  readonly #marked: EnvironmentMark | undefined

  constructor(root: ProcessIdentity, marked: EnvironmentMark | undefined) {
    // 0 and 1 stand for the whole machine, and ourselves we never end.
    if (root.pid > 1 && root.pid !== process.pid) {
      this.#known.set(root.pid, root)
    }
    this.#marked = marked
  }

  /** Those that still run, with what they started since the last look. */
  living(): ProcessIdentity[] {
    for (const [pid, one] of this.#known) {
      if (!isSameProcess(one)) {
        this.#known.delete(pid)
      }
    }
    const marked = this.#marked === undefined ? [] : processesMarked(this.#marked)
    for (const one of [...[...this.#known.keys()].flatMap(descendantsOf), ...marked]) {
      this.#known.set(one.pid, one)
    }
    return [...this.#known.values()]
  }

  /** Waits until nothing runs, at most `ms`; does `each` to what still does at every look. Returns what is left. */
  async empties(ms: number, each: (one: ProcessIdentity) => void): Promise<ProcessIdentity[]> {
    const deadline = performance.now() + ms
    for (;;) {
      const living = this.living()
      if (living.length === 0 || performance.now() >= deadline) {
        return living
      }
      living.forEach(each)
      await delay(POLL_EVERY_MS)
    }
  }
}

function signal(one: ProcessIdentity, name: 'SIGTERM' | 'SIGKILL'): void {
  if (!isSameProcess(one)) {
    return
  }
  try {
    process.kill(one.pid, name)
  } catch (error) {
    if (failureCode(error) !== 'ESRCH') {
      log.warn('a process refused a signal', { pid: one.pid, signal: name, error })
    }
  }
}

async function killWindowsTree(root: ProcessIdentity, options: KillOptions): Promise<ProcessIdentity[]> {
  const tree = new Tree(root, undefined)
  const [living] = tree.living()
  if (living === undefined) {
    return []
  }
  taskkill(root.pid, { force: false })
  const left = await tree.empties(options.graceMs, () => {})
  if (left.length > 0) {
    taskkill(root.pid, { force: true })
  }
  return tree.empties(KILL_WAIT_MS, () => {})
}

function taskkill(pid: number, { force }: { readonly force: boolean }): void {
  const args = ['/PID', String(pid), '/T', ...(force ? ['/F'] : [])]
  spawnSync('taskkill', args, { stdio: 'ignore', timeout: TASKKILL_TIMEOUT_MS, windowsHide: true })
}
