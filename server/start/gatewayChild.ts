import { type ChildProcess, spawn } from 'node:child_process'
import { GatewayReport, type SupervisorRequest } from '#server/gateway/supervision.ts'
import { entryPoint } from '#server/platform/entryPoints.ts'
import { processStartMark } from '#server/platform/processStart.ts'
import { killTree } from '#server/platform/processTree.ts'

/** How long a forced stop lets processes end by themselves. */
export const FORCED_GRACE_MS = 1_000

export interface GatewayChildOptions {
  readonly dataDir: string
  /** Absent: as the settings say. strict: that one or none. */
  readonly port: { readonly value: number | undefined; readonly strict: boolean }
  readonly demo: boolean
  readonly env: NodeJS.ProcessEnv
}

export type GatewayExit =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'already_running' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'crashed'; readonly how: string }

/** One life of a gateway. */
export interface GatewayChild {
  readonly exited: Promise<GatewayExit>
  /** Asks it to stop for good, the host too unless its sessions are to be kept. */
  stop(request: Omit<SupervisorRequest, 'kind'>): void
  /** Ends it by force, with all that it started: also a host that nobody could find yet. */
  kill(): Promise<void>
}

/**
 * Starts a gateway in a process group of its own: Ctrl-C in the terminal reaches only the supervisor, and the gateway
 * serves on when the supervisor is killed.
 */
export function startGatewayChild(
  options: GatewayChildOptions,
  onReady: (report: Extract<GatewayReport, { kind: 'ready' }>) => void,
): GatewayChild {
  const { execPath, args, env } = entryPoint('gateway')
  const child = spawn(execPath, [...args, ...flagsOf(options)], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...options.env, ...env, HOMEPORT_DATA_DIR: options.dataDir },
  })
  let said: Exclude<GatewayReport, { kind: 'ready' }> | null = null
  child.on('message', (message) => {
    const report = GatewayReport.safeParse(message)
    if (report.success && report.data.kind === 'ready') {
      onReady(report.data)
    } else if (report.success && report.data.kind !== 'ready') {
      said = report.data
    }
  })
  return {
    exited: whenExited(child).then((how) => exitOf(said, how)),
    stop: (request) => {
      if (child.connected) {
        child.send({ kind: 'stop', ...request } satisfies SupervisorRequest)
      }
    },
    kill: async () => {
      if (child.pid !== undefined) {
        await killTree({ pid: child.pid, started: processStartMark(child.pid) }, { graceMs: FORCED_GRACE_MS })
      }
    },
  }
}

function flagsOf({ port, demo }: GatewayChildOptions): string[] {
  return [
    ...(port.value === undefined ? [] : ['--port', String(port.value)]),
    ...(port.strict ? ['--strict-port'] : []),
    ...(demo ? ['--demo'] : []),
  ]
}

async function whenExited(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
}

function exitOf(said: Exclude<GatewayReport, { kind: 'ready' }> | null, how: string): GatewayExit {
  switch (said?.kind) {
    case 'stopping':
      return { kind: 'stopped' }
    case 'already_running':
      return { kind: 'already_running' }
    case 'failed':
      return { kind: 'failed', message: said.message }
    case undefined:
      return { kind: 'crashed', how }
  }
}
