import { parseArgs } from 'node:util'
import { HomeportError } from '#shared/errors.ts'
import { failureText } from '#server/platform/failure.ts'
import { openLiveSettings } from '#server/platform/settings/liveSettings.ts'
import { configureLogging, createLogger } from '#server/platform/log/log.ts'
import { defaultDataDir, prepareDataDir, resolvePaths } from '#server/platform/files/paths.ts'
import { findHost, startHost } from '../processes/hostProcess.ts'
import { finalReportCodes } from '../processes/supervision/supervisorMessages.ts'
import { supervisorChannel } from '../processes/supervision/supervisorChannel.ts'

/**
 * The gateway's process. Flags: `--port N`, `--strict-port` (that one or none), `--demo`. The data directory comes
 * from HOMEPORT_DATA_DIR. It serves on when its supervisor dies.
 */
const log = createLogger('gateway')

/** A bug got loose: what is in memory cannot be trusted. The supervisor starts a fresh gateway. */
const CRASHED = 70

const supervisor = supervisorChannel()

process.on('uncaughtException', (error) => crash(error))
process.on('unhandledRejection', (error) => crash(error))
// The supervisor is gone; browsers are not.
process.on('disconnect', () => log.warn('the supervisor is gone; serving on'))

try {
  await main()
} catch (error) {
  if (!(error instanceof HomeportError)) {
    crash(error)
  }
  log.error('the gateway cannot start', { error })
  await supervisor.send({ kind: 'failed', message: failureText(error) })
  process.exit(finalReportCodes.failed)
}

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      port: { type: 'string' },
      'strict-port': { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
    },
  })
  const paths = resolvePaths(defaultDataDir(process.env, process.platform))
  prepareDataDir(paths)
  const settings = openLiveSettings({ paths, env: process.env, flags: { port: flags.port } })
  const { log: logging, port } = settings.current()
  configureLogging({ level: logging.level, file: `${paths.logDir}/gateway.log` })

  const { holdInstanceLock } = await import('#server/platform/files/instanceLock.ts')
  const release = holdInstanceLock(`${paths.runDir}/gateway.lock`)
  if (release === null) {
    await supervisor.send({ kind: 'already_running' })
    process.exit(finalReportCodes.already_running)
  }
  // The slow parts side by side: the host starts while the rest of this program is loaded.
  const earlyHost = findHost(paths) === null ? startHost({ paths, demo: flags.demo }) : undefined
  const { serve } = await import('./serve.ts')
  await serve({
    paths,
    demo: flags.demo,
    settings,
    wantedPort: { port, kind: flags['strict-port'] ? 'strict' : 'preferred' },
    earlyHost,
    release,
    supervisor,
  })
}

function crash(error: unknown): never {
  log.error('the gateway crashed', { error })
  process.exit(CRASHED)
}
