import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { listenForGateways } from '#server/link/socket/socketHost.ts'
import { failureText } from '#server/platform/failure.ts'
import { holdInstanceLock } from '#server/platform/files/instanceLock.ts'
import { type LiveSettings, openLiveSettings } from '#server/platform/settings/liveSettings.ts'
import { configureLogging, createLogger, inRequest, setLogLevel } from '#server/platform/log/log.ts'
import { defaultDataDir, prepareDataDir, resolvePaths } from '#server/platform/files/paths.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { readRunFile, removeRunFile, writeRunFile } from '#server/platform/files/runFile.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import { socketPath } from '#server/platform/files/socketPath.ts'
import { VERSION } from '#server/platform/version.ts'
import { composeHost } from './compose.ts'

const log = createLogger('host')

/** Who only looks whether a host runs has its lock for a moment. */
const LOOKED_AT_MS = 500

/**
 * The session host: owns every Claude Code process and outlives the gateway. Started detached; ends on SIGTERM,
 * SIGINT or a gateway's `shut_down`, never because whoever started it went away.
 */
async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: { 'data-dir': { type: 'string' }, demo: { type: 'boolean', default: false } },
  })
  const paths = resolvePaths(flags['data-dir'] ?? defaultDataDir(process.env, process.platform))
  prepareDataDir(paths)
  const settings = openLiveSettings({ paths, env: process.env })
  const unlock = holdInstanceLock(path.join(paths.runDir, 'host.lock'), LOOKED_AT_MS)
  if (unlock === null) {
    throw new Error(`A session host runs already for ${paths.dataDir}; this one ends.`)
  }
  configureLogging({ level: settings.current().log.level, file: path.join(paths.logDir, 'host.log') })
  const demo = flags.demo ? await startDemo(paths) : null
  await run({
    paths,
    settings: appliedSettings(settings, demo?.url),
    env: demo === null ? process.env : { ...process.env, ...demo.env },
    demo: flags.demo,
    unlock,
  })
}

type HostSettings = Pick<
  Settings,
  'claude' | 'terminals' | 'vault' | 'sessions' | 'changes' | 'transcripts' | 'retention' | 'git'
>

/** What changes in the file holds for the next Claude Code that starts; the log level and the bounds of sessions at once. */
function appliedSettings(settings: LiveSettings, demoUrl: string | undefined): HostSettings {
  settings.onChange(() => setLogLevel(settings.current().log.level))
  settings.watch()
  return {
    vault: settings.current().vault,
    get sessions() {
      return settings.current().sessions
    },
    get changes() {
      return settings.current().changes
    },
    get transcripts() {
      settings.reloadIfChanged()
      return settings.current().transcripts
    },
    get retention() {
      settings.reloadIfChanged()
      return settings.current().retention
    },
    get git() {
      settings.reloadIfChanged()
      return settings.current().git
    },
    get terminals() {
      settings.reloadIfChanged()
      return settings.current().terminals
    },
    get claude() {
      settings.reloadIfChanged()
      const { claude } = settings.current()
      return demoUrl === undefined ? claude : { ...claude, api_base_url: demoUrl }
    },
  }
}

interface Setup {
  readonly paths: Paths
  readonly settings: HostSettings
  readonly env: NodeJS.ProcessEnv
  readonly demo: boolean
  readonly unlock: () => void
}

async function run({ paths, settings, env, demo, unlock }: Setup): Promise<void> {
  const info = {
    pid: process.pid,
    started: processStartMark(process.pid),
    socket_path: socketPath(paths.dataDir, 'host'),
    secret: randomBytes(32).toString('base64url'),
    boot_id: randomUUID(),
  }
  const host = composeHost({ paths, settings, env, demo, onShutDown: () => void end() })
  // The lock is ours, so a socket that lies there belonged to a host that is gone.
  removeSocket(info.socket_path)
  const link = await listenForGateways({
    port: host.port,
    path: info.socket_path,
    secret: info.secret,
    hostVersion: VERSION,
    bootId: info.boot_id,
    log: createLogger('link'),
    inRequest,
  })
  const end = async () => {
    await link.close()
    host.close()
    removeRunFile(paths.hostRun, info)
    unlock()
    log.info('the session host has stopped', {})
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void host.port.shutDown())
  }
  // The terminal it was once started from may be closed: that ends nothing here.
  process.on('SIGHUP', () => {})
  const before = readRunFile(paths.hostRun)
  if (before !== null) {
    log.warn('the session host before this one ended unexpectedly', { host_pid: before.pid })
  }
  writeRunFile(paths.hostRun, info)
  log.info('the session host is ready', { version: VERSION, demo, boot_id: info.boot_id })
  await host.recover()
}

function removeSocket(address: string): void {
  if (process.platform !== 'win32') {
    rmSync(address, { force: true })
  }
}

/** The demo has a Messages API and a Claude configuration of its own: the person's history stays untouched. */
async function startDemo(paths: Paths): Promise<{ url: string; env: Record<string, string> }> {
  const { startMessagesApi } = await import('#server/demo/api/messagesApi.ts')
  const { tourScript } = await import('#server/demo/tour.ts')
  const { url } = await startMessagesApi({ script: tourScript, token_ms: DEMO_TOKEN_MS })
  return { url, env: { CLAUDE_CONFIG_DIR: path.join(paths.dataDir, 'demo-claude') } }
}

/** About as fast as the real one, so that the demo looks like it. */
const DEMO_TOKEN_MS = 15

/** What is not understood may have left anything behind: the next host recovers from what was committed. */
function crash(error: unknown): never {
  log.error('the session host crashed', { error })
  process.exit(1)
}

process.on('uncaughtException', crash)
process.on('unhandledRejection', crash)

main().catch((error: unknown) => {
  log.error('the session host cannot start', { error })
  process.stderr.write(`${failureText(error)}\n`)
  process.exit(1)
})
