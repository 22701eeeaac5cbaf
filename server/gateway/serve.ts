import { homedir, userInfo } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { type RunInfo, readRunFile, removeRunFile, writeRunFile } from '#server/platform/files/runFile.ts'
import { socketPath } from '#server/platform/files/socketPath.ts'
import { openVault } from '#server/platform/vault/openVault.ts'
import { VERSION } from '#server/platform/version.ts'
import { newSecret } from './auth/credentials/secret.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { type ControlSocket, serveControlSocket } from './control/controlSocket.ts'
import { type HostConnection, openHostConnection } from './hostLink/hostConnection.ts'
import { type StartedHost, connectHost, endHost, endUnfoundHosts } from '../processes/hostProcess.ts'
import { type WantedPort, serverLimits } from './kernel/requests/listen.ts'
import { SupervisorRequest, finalReportCodes } from '../processes/supervision/supervisorMessages.ts'
import type { SupervisorChannel } from '../processes/supervision/supervisorChannel.ts'
import path from 'node:path'

const log = createLogger('gateway')

/** How long a start or a stop waits for a host that is being started. */
const SETTLE_WITHIN_MS = 15_000

export interface ServeOptions {
  readonly paths: Paths
  readonly demo: boolean
  readonly settings: LiveSettings
  readonly wantedPort: WantedPort
  /** A host that was started already. */
  readonly earlyHost: StartedHost | undefined
  /** Gives the instance lock back. */
  readonly release: () => void
  readonly supervisor: SupervisorChannel
}

/**
 * Runs the gateway until a request or signal stops it, then ends the process.
 * @throws HomeportError when it cannot start; a host that was started for it is ended then.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const host = openHostConnection({ clock: systemClock, connect: connector(options) })
  try {
    await open(options, host)
  } catch (error) {
    if (options.earlyHost !== undefined) {
      await stopHost(options.paths, host)
    }
    host.close()
    options.release()
    throw error
  }
}

async function open(options: ServeOptions, host: HostConnection): Promise<void> {
  const { paths, supervisor } = options
  const running: { gateway?: Gateway; control?: ControlSocket } = {}
  const end = createEnding(options, { host, running })
  const gateway = await startGateway({
    clock: systemClock,
    ids: systemIds,
    host,
    vault: openVault({ kind: options.settings.current().vault, paths }),
    paths,
    settings: options.settings,
    uiFolder: uiFolder(import.meta.filename),
    version: VERSION,
    home: homedir(),
    username: userInfo().username,
    wantedPort: options.wantedPort,
    limits: serverLimits,
    stop: (request) => end.stop(request),
    endHost: () => endHost(paths, null),
  })
  running.gateway = gateway
  const run = createRunInfo(paths)
  running.control = await serveControlSocket({
    path: run.socket_path,
    secret: run.secret,
    dispatch: gateway.dispatch,
    auditor: gateway.auditor,
    owner: gateway.owner,
  })
  const before = readRunFile(paths.gatewayRun)
  if (before !== null) {
    log.warn('the gateway before this one ended unexpectedly', { gateway_pid: before.pid })
  }
  writeRunFile(paths.gatewayRun, run)
  end.willRemove(run)
  listenToSupervisor(supervisor, end)
  await hostSettled(host)
  log.info('ready', { port: gateway.port })
  await supervisor.send({ kind: 'ready', info: gateway.info(gateway.owner.user_id), host_problem: host.problem() })
}

/** The first link goes to the host that was started early; later ones find or start their own. */
function connector({ paths, demo, earlyHost }: ServeOptions) {
  let early = earlyHost
  return () => {
    const first = early
    early = undefined
    return connectHost({ paths, demo }, first)
  }
}

function createRunInfo(paths: Paths): RunInfo {
  return {
    pid: process.pid,
    started: processStartMark(process.pid),
    socket_path: socketPath(paths.dataDir, 'gateway'),
    secret: newSecret(),
    boot_id: systemIds.uuid(),
  }
}

/** Until the host answers, or it is clear that it will not soon. */
async function hostSettled(host: HostConnection): Promise<void> {
  if (host.state().kind !== 'connecting') {
    return
  }
  const settled = new Promise<void>((resolve) => {
    const stop = host.onState((state) => {
      if (state.kind !== 'connecting') {
        stop()
        resolve()
      }
    })
  })
  await Promise.race([settled, delay(SETTLE_WITHIN_MS, undefined, { ref: false })])
}

interface Ending {
  /** For good: browsers are told, and the host too unless its sessions are to be kept running. */
  stop(options: { readonly keepSessions: boolean }): Promise<void>
  /** Makes room for a successor: browsers come back, the host goes on. */
  restart(): Promise<void>
  willRemove(run: RunInfo): void
}

function createEnding(
  options: ServeOptions,
  parts: { readonly host: HostConnection; readonly running: { gateway?: Gateway; control?: ControlSocket } },
): Ending {
  const { host, running } = parts
  let written: RunInfo | null = null
  let stopping: Promise<void> | null = null

  /** Once the request is answered, the process ends. */
  const leave = async (code: number): Promise<void> => {
    await running.control?.close()
    running.gateway?.release()
    if (written !== null) {
      removeRunFile(options.paths.gatewayRun, written)
    }
    options.release()
    process.exit(code)
  }

  const stop = async (keepSessions: boolean): Promise<void> => {
    await options.supervisor.send({ kind: 'stopping' })
    log.info('stopping', { keep_sessions: keepSessions })
    await Promise.all([running.gateway?.close('for_good'), keepSessions ? undefined : stopHost(options.paths, host)])
    host.close()
    setImmediate(() => void leave(finalReportCodes.stopping))
  }

  return {
    stop: ({ keepSessions }) => (stopping ??= stop(keepSessions)),
    restart: async () => {
      await running.gateway?.close('restart')
      host.close()
      await leave(0)
    },
    willRemove: (run) => {
      written = run
    },
  }
}

async function stopHost(paths: Paths, host: HostConnection): Promise<void> {
  // One that is just starting has nothing yet by which it could be found.
  await hostSettled(host)
  const state = host.state()
  const answering = state.kind === 'ready' ? { pid: state.host_pid, started: processStartMark(state.host_pid) } : null
  if (!(await endHost(paths, host, answering))) {
    log.error('the session host did not end')
  }
  await endUnfoundHosts(paths)
}

function listenToSupervisor(supervisor: SupervisorChannel, end: Ending): void {
  supervisor.onMessage((message) => {
    const request = SupervisorRequest.safeParse(message).data
    switch (request?.kind) {
      case 'stop':
        void end.stop({ keepSessions: request.keep_sessions })
        return
      case 'restart':
        void end.restart()
        return
      case 'ping':
        void supervisor.send({ kind: 'alive' })
        return
      case undefined:
    }
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => void end.restart())
  }
}

/** Where the built page lies, seen from the file this code was loaded from. */
function uiFolder(moduleFile: string): string {
  const here = path.dirname(moduleFile)
  if (moduleFile.endsWith('.ts')) {
    return path.resolve(here, '../../dist/renderer')
  }
  // In dist/server, or one folder below where the bundler puts shared code.
  return path.resolve(here, path.basename(here) === 'server' ? '../renderer' : '../../renderer')
}
