import type { LeftProcess } from '#server/host/sessions/ports/agent.ts'
import { isSameProcess } from '#server/platform/processes/processStart.ts'
import { type EnvironmentMark, descendantsOf } from '#server/platform/processes/processTable.ts'
import { killTree } from '#server/platform/processes/processTree.ts'

/** A process about to be stopped, as far as stopping needs it. */
export interface StopTarget {
  readonly identity: LeftProcess
  readonly mark: EnvironmentMark
  /** Cuts the running turn short; resolves when its end has been reported. */
  readonly endTurn: () => Promise<void>
  /** Asks Claude to leave. */
  readonly endSession: () => Promise<void>
  readonly exited: Promise<void>
}

/** How long Claude may take for each polite step. A healthy one takes well under 0.2 s. */
const POLITE_MS = 3_000

/**
 * Ends Claude and everything it started, losing nothing that can be kept: interrupt (the partial answer is saved),
 * end_session, then SIGTERM, then SIGKILL. Tools have sessions of their own and outlive Claude: they are looked up
 * before it goes. Never rejects.
 */
export async function stopGently(target: StopTarget): Promise<void> {
  const children = descendantsOf(target.identity.pid)
  await atMost(POLITE_MS, target.endTurn())
  await atMost(POLITE_MS, Promise.all([target.endSession(), target.exited]))
  await killTree(target.identity, { graceMs: POLITE_MS, marked: target.mark })
  await Promise.all(
    children.filter(isSameProcess).map((child) => killTree(child, { graceMs: POLITE_MS, marked: undefined })),
  )
}

/** Ends what a Claude that is gone left behind: tools that never notice. Quick when there are none. */
export async function sweep(identity: LeftProcess, mark: EnvironmentMark): Promise<void> {
  await killTree(identity, { graceMs: SWEEP_MS, marked: mark })
}

const SWEEP_MS = 1_000

/**
 * Ends what a host that died left running, at once: a Claude that lost its host denies what it would have asked and
 * works on for seconds, seen by nobody. Its tools end with it, since all of the tree is looked up.
 */
export async function reapLeft(left: LeftProcess, mark: EnvironmentMark | undefined): Promise<void> {
  await killTree(left, { graceMs: 0, marked: mark })
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work.catch(() => {}), late])
  clearTimeout(timer)
}
