import { readFileSync } from 'node:fs'
import { endHost, findHost } from '#server/processes/hostProcess.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { RunInfo } from '#server/platform/files/runFile.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { killTree } from '#server/platform/processes/processTree.ts'
import {
  type GatewaySupervisor,
  type GatewaySupervisorOptions,
  type SupervisorOutcome,
  superviseGateway,
} from '../processes/gateway/gatewaySupervisor.ts'
import { supervisionTimes } from '../processes/supervision/supervisionTimes.ts'
import { launchWithNode } from '../processes/gateway/gatewayProcess.ts'

/** How long a forced stop lets processes end by themselves. */
const FORCED_GRACE_MS = 1_000

export interface SupervisorOptions extends Pick<GatewaySupervisorOptions, 'port' | 'demo' | 'env'> {
  readonly paths: Paths
  /** The first time that everything works. Later gateways serve at the same address. */
  readonly onReady: GatewaySupervisorOptions['onReady']
  /** For people: what happens meanwhile. */
  readonly notify: (sentence: string) => void
}

/**
 * Keeps a gateway running until it is stopped: SIGINT, SIGTERM and SIGHUP stop it and the host cleanly, a second one
 * by force. A gateway that crashes comes back on the same port.
 * @throws HomeportError when it cannot start, or crashes again and again; the host goes on then.
 */
export async function supervise(options: SupervisorOptions): Promise<SupervisorOutcome> {
  const { paths, port, demo, env, onReady, notify } = options
  let isFirst = true
  const stop: { isAsked: boolean; host: RunInfo | null } = { isAsked: false, host: null }
  const supervisor = superviseGateway({
    paths,
    port,
    demo,
    env,
    launch: launchWithNode,
    times: supervisionTimes,
    onReady: (report) => {
      if (isFirst) {
        isFirst = false
        onReady(report)
      } else {
        notify('The gateway is back.')
      }
    },
    onCrash: (how) => notify(`The gateway ended unexpectedly (${how}); it is started again.`),
  })
  const release = onStopSignals(() => {
    if (stop.isAsked) {
      stopByForce(supervisor, paths)
      return
    }
    stop.isAsked = true
    // On its way out it can be found no more, and still has to go.
    stop.host = findHost(paths)
    notify('Stopping; sessions are kept and can be resumed. Once more stops by force.')
    supervisor.stop({ keep_sessions: false })
  })
  try {
    return await supervisor.ended
  } finally {
    // A gateway that crashed meanwhile, or could not start, could not.
    if (stop.isAsked && !(await endHost(paths, null, stop.host))) {
      notify('The session host does not end. Its log, host.log, says why; "homeport stop" tries again.')
    }
    release()
  }
}

/** The gateway with all that it started: also a host that nobody could find yet. */
function stopByForce(supervisor: GatewaySupervisor, paths: Paths): void {
  const { pid } = supervisor
  if (pid !== undefined) {
    void killTree({ pid, started: processStartMark(pid) }, { graceMs: FORCED_GRACE_MS })
  }
  // One that an earlier gateway started is no child of this one.
  const host = findHost(paths)
  if (host !== null) {
    void killTree(host, { graceMs: FORCED_GRACE_MS })
  }
}

function onStopSignals(listener: () => void): () => void {
  const signals: NodeJS.Signals[] = hangupIsIgnored() ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) {
    process.on(signal, listener)
  }
  return () => {
    for (const signal of signals) {
      process.off(signal, listener)
    }
  }
}

/** Started by `nohup`: a closed terminal must not stop it, and Node would undo that by listening. */
function hangupIsIgnored(): boolean {
  try {
    const ignored = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    return ignored !== undefined && (BigInt(`0x${ignored}`) & 1n) === 1n
  } catch {
    return false
  }
}
