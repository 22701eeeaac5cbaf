import { GatewayReport, type SupervisorRequest, finalReportCodes } from '../supervision/supervisorMessages.ts'
import { entryPoint } from '#server/platform/processes/entryPoints.ts'
import type { GatewayEnd, LaunchGateway } from './gatewayProcess.ts'
import { Heartbeat } from '../supervision/heartbeat.ts'
import type { SupervisionTimes } from '../supervision/supervisionTimes.ts'

export interface GatewayChildOptions {
  readonly dataDir: string
  /** Absent: as the settings say. strict: that one or none. */
  readonly port: { readonly value: number | undefined; readonly strict: boolean }
  readonly demo: boolean
  readonly env: NodeJS.ProcessEnv
  readonly launch: LaunchGateway
  readonly times: SupervisionTimes
}

export type GatewayExit =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'already_running' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'crashed'; readonly how: string }

/** One life of a gateway. */
export interface GatewayChild {
  readonly exited: Promise<GatewayExit>
  /** undefined: it could not be started, or not yet. */
  readonly pid: number | undefined
  send(request: SupervisorRequest): void
  /** Asks for a sign of life at once: the machine may have slept. No-op before it is ready. */
  probe(): void
}

/** Starts a gateway and watches over it: one that answers nobody is ended, and counts as crashed. */
export function startGatewayChild(
  options: GatewayChildOptions,
  onReady: (report: Extract<GatewayReport, { kind: 'ready' }>) => void,
): GatewayChild {
  const child = options.launch({
    entry: entryPoint('gateway'),
    flags: flagsOf(options),
    env: { ...options.env, HOMEPORT_DATA_DIR: options.dataDir },
  })
  let last: LastReport | null = null
  let isReady = false
  let isGone = false
  const heartbeat = new Heartbeat({
    times: options.times,
    now: () => performance.now(),
    ping: () => child.send({ kind: 'ping' }),
    onSilence: () => {
      last = { kind: 'silent' }
      killAlone(child.pid, isGone)
    },
  })
  child.onMessage((message) => {
    const report = GatewayReport.safeParse(message).data
    heartbeat.onActivity()
    if (report?.kind === 'ready') {
      isReady = true
      heartbeat.start()
      onReady(report)
    } else if (report !== undefined && report.kind !== 'alive') {
      last = report
      heartbeat.stop()
    }
  })
  return {
    exited: child.exited.then((end) => {
      isGone = true
      heartbeat.stop()
      return exitOf(last ?? lastReportOf(end), end.how)
    }),
    get pid() {
      return isGone ? undefined : child.pid
    },
    send: (request) => child.send(request),
    probe: () => {
      if (isReady && last === null) {
        heartbeat.start()
      }
    },
  }
}

type LastReport = Exclude<GatewayReport, { kind: 'ready' | 'alive' }> | { readonly kind: 'silent' }

/** The gateway only: the host and its sessions go on. Until its exit is collected, the system gives its pid to no other process. */
function killAlone(pid: number | undefined, isGone: boolean): void {
  if (pid === undefined || isGone) {
    return
  }
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended this very moment.
  }
}

/** What it would have said, by its exit code: words may be lost. */
function lastReportOf({ code }: GatewayEnd): LastReport | null {
  switch (code) {
    case finalReportCodes.already_running:
      return { kind: 'already_running' }
    case finalReportCodes.failed:
      return { kind: 'failed', message: 'The server cannot start. Its log, gateway.log, says why.' }
    case finalReportCodes.stopping:
      return { kind: 'stopping' }
    default:
      return null
  }
}

function flagsOf({ port, demo }: GatewayChildOptions): string[] {
  return [
    ...(port.value === undefined ? [] : ['--port', String(port.value)]),
    ...(port.strict ? ['--strict-port'] : []),
    ...(demo ? ['--demo'] : []),
  ]
}

function exitOf(last: LastReport | null, how: string): GatewayExit {
  switch (last?.kind) {
    case 'stopping':
      return { kind: 'stopped' }
    case 'already_running':
      return { kind: 'already_running' }
    case 'failed':
      return { kind: 'failed', message: last.message }
    case 'silent':
      return { kind: 'crashed', how: 'it answered nobody any more' }
    case undefined:
      return { kind: 'crashed', how }
  }
}
