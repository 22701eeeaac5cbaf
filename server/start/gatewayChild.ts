import { GatewayReport, type SupervisorRequest } from '#server/gateway/supervision.ts'
import { entryPoint } from '#server/platform/entryPoints.ts'
import { processStartMark } from '#server/platform/processStart.ts'
import { killTree } from '#server/platform/processTree.ts'
import type { LaunchGateway } from './gatewayProcess.ts'
import { Heartbeat } from './heartbeat.ts'

/** How long a forced stop lets processes end by themselves. */
export const FORCED_GRACE_MS = 1_000

export interface GatewayChildOptions {
  readonly dataDir: string
  /** Absent: as the settings say. strict: that one or none. */
  readonly port: { readonly value: number | undefined; readonly strict: boolean }
  readonly demo: boolean
  readonly env: NodeJS.ProcessEnv
  readonly launch: LaunchGateway
}

export type GatewayExit =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'already_running' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'crashed'; readonly how: string }

/** One life of a gateway. */
export interface GatewayChild {
  readonly exited: Promise<GatewayExit>
  ask(request: SupervisorRequest): void
  /** Asks for a sign of life at once: the machine may have slept. No-op before it is ready. */
  probe(): void
  /** Ends it by force, with all that it started: also a host that nobody could find yet. */
  kill(): Promise<void>
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
  let last: LastWords | null = null
  let isReady = false
  const heartbeat = new Heartbeat({
    now: () => Date.now(),
    ask: () => child.send({ kind: 'ping' }),
    onSilence: () => {
      last = { kind: 'silent' }
      killAlone(child.pid)
    },
  })
  child.onMessage((message) => {
    const report = GatewayReport.safeParse(message).data
    heartbeat.heard()
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
    exited: child.exited.then((how) => {
      heartbeat.stop()
      return exitOf(last, how)
    }),
    ask: (request) => child.send(request),
    probe: () => {
      if (isReady && last === null) {
        heartbeat.start()
      }
    },
    kill: async () => {
      if (child.pid !== undefined) {
        await killTree({ pid: child.pid, started: processStartMark(child.pid) }, { graceMs: FORCED_GRACE_MS })
      }
    },
  }
}

type LastWords = Exclude<GatewayReport, { kind: 'ready' | 'alive' }> | { readonly kind: 'silent' }

/** The gateway only: the host and its sessions go on. */
function killAlone(pid: number | undefined): void {
  if (pid !== undefined && processStartMark(pid) !== null) {
    process.kill(pid, 'SIGKILL')
  }
}

function flagsOf({ port, demo }: GatewayChildOptions): string[] {
  return [
    ...(port.value === undefined ? [] : ['--port', String(port.value)]),
    ...(port.strict ? ['--strict-port'] : []),
    ...(demo ? ['--demo'] : []),
  ]
}

function exitOf(last: LastWords | null, how: string): GatewayExit {
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
