import { setTimeout as delay } from 'node:timers/promises'
import { HomeportError } from '#shared/errors.ts'
import type { GatewayReport, SupervisorRequest } from '../supervision/supervisorMessages.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { createRestartPolicy } from '../supervision/restartPolicy.ts'
import type { SupervisionTimes } from '../supervision/supervisionTimes.ts'
import { type GatewayChild, type GatewayExit, startGatewayChild } from './gatewayChild.ts'
import type { LaunchGateway } from './gatewayProcess.ts'

export interface GatewaySupervisorOptions {
  readonly paths: Pick<Paths, 'dataDir' | 'logDir'>
  readonly port: { readonly value: number | undefined; readonly strict: boolean }
  readonly demo: boolean
  readonly env: NodeJS.ProcessEnv
  readonly launch: LaunchGateway
  readonly times: SupervisionTimes
  /** Each time that everything works: first, and after each restart, at the same address. */
  readonly onReady: (report: Extract<GatewayReport, { kind: 'ready' }>) => void
  /** It ended unexpectedly and is started again. */
  readonly onCrash: (how: string) => void
}

/** already_running: another start was faster; nothing was started. */
export type SupervisorOutcome = 'stopped' | 'already_running'

/** Keeps one gateway running: one that crashes or hangs comes back on the same port. */
export interface GatewaySupervisor {
  /**
   * Settles when no gateway runs any more and none will.
   * Rejects with HomeportError when it cannot start, or crashes again and again; the host goes on then.
   */
  readonly ended: Promise<SupervisorOutcome>
  /** Ends it for good. */
  stop(request: Omit<Extract<SupervisorRequest, { kind: 'stop' }>, 'kind'>): void
  /** Of the gateway that runs now; undefined: none does. */
  readonly pid: number | undefined
  /** Puts a fresh one in its place; pages come back by themselves, sessions do not notice. */
  restart(): void
  /** The machine may have slept: asks for a sign of life. */
  probe(): void
}

export function superviseGateway(options: GatewaySupervisorOptions): GatewaySupervisor {
  const supervision: Supervision = { current: null, port: null, isReplaced: false, ending: new AbortController() }
  return {
    ended: run(supervision, options),
    stop: (request) => {
      supervision.ending.abort()
      supervision.current?.send({ kind: 'stop', ...request })
    },
    get pid() {
      return supervision.current?.pid
    },
    restart: () => {
      supervision.isReplaced = true
      supervision.current?.send({ kind: 'restart' })
    },
    probe: () => supervision.current?.probe(),
  }
}

/** What runs now, where it serves since it was ready first, and whether it is to end. */
type Supervision = {
  current: GatewayChild | null
  port: number | null
  isReplaced: boolean
  readonly ending: AbortController
}

async function run(supervision: Supervision, options: GatewaySupervisorOptions): Promise<SupervisorOutcome> {
  const restarts = createRestartPolicy(options.times.restartDelaysMs)
  for (;;) {
    const { exit, lastedMs } = await runOnce(supervision, options)
    if (exit.kind !== 'crashed') {
      return outcomeOf(exit)
    }
    if (supervision.isReplaced) {
      supervision.isReplaced = false
    } else if (!supervision.ending.signal.aborted) {
      await waitAfterCrash({ exit, wait: restarts.next(lastedMs), supervision, options })
    }
    if (supervision.ending.signal.aborted) {
      return 'stopped'
    }
  }
}

async function runOnce(
  supervision: Supervision,
  options: GatewaySupervisorOptions,
): Promise<{ exit: GatewayExit; lastedMs: number }> {
  const { paths, demo, env, launch, times } = options
  const startedAt = performance.now()
  const port = supervision.port === null ? options.port : { value: supervision.port, strict: true }
  supervision.current = startGatewayChild({ dataDir: paths.dataDir, port, demo, env, launch, times }, (report) => {
    supervision.port = Number(new URL(report.info.local_url).port)
    options.onReady(report)
  })
  const exit = await supervision.current.exited
  supervision.current = null
  return { exit, lastedMs: performance.now() - startedAt }
}

/** @throws HomeportError INTERNAL_001 when it crashed too often. */
async function waitAfterCrash(facts: {
  readonly exit: Extract<GatewayExit, { kind: 'crashed' }>
  readonly wait: number | null
  readonly supervision: Supervision
  readonly options: GatewaySupervisorOptions
}): Promise<void> {
  const { exit, wait, supervision, options } = facts
  if (wait === null) {
    throw new HomeportError(
      'INTERNAL_001',
      `The server crashed again and again (${exit.how}) and is not started any more; sessions go on in their host. ` +
        `Its log is ${options.paths.logDir}/gateway.log. "homeport start" tries again, "homeport stop" ends the sessions too.`,
    )
  }
  options.onCrash(exit.how)
  // A stop meanwhile cuts the wait short.
  await delay(wait, undefined, { signal: supervision.ending.signal }).catch(() => {})
}

function outcomeOf(exit: Exclude<GatewayExit, { kind: 'crashed' }>): SupervisorOutcome {
  switch (exit.kind) {
    case 'stopped':
      return 'stopped'
    case 'already_running':
      return 'already_running'
    case 'failed':
      throw new HomeportError('SETTINGS_001', exit.message)
  }
}
