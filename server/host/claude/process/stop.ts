import type { Runner, RunnerHandle, RunnerMark } from '../../runners/runner.ts'

/** A process about to be stopped, as far as stopping needs it. */
export interface StopTarget {
  readonly runner: Runner
  readonly identity: RunnerHandle
  readonly mark: RunnerMark
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
export async function stopGently({ runner, identity, mark, endTurn, endSession, exited }: StopTarget): Promise<void> {
  const children = runner.startedBy(identity)
  await atMost(POLITE_MS, endTurn())
  await atMost(POLITE_MS, Promise.all([endSession(), exited]))
  await runner.stop(identity, { grace_ms: POLITE_MS, mark })
  await Promise.all(children.map((child) => runner.stop(child, { grace_ms: POLITE_MS })))
}

/** How long what a dead Claude left behind may take to end. */
export const SWEEP_MS = 1_000

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work.catch(() => {}), late])
  clearTimeout(timer)
}
