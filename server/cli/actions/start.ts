import { setTimeout as delay } from 'node:timers/promises'
import { HomeportError } from '#shared/errors.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import { type Paths, prepareDataDir } from '#server/platform/files/paths.ts'
import { loadSettings } from '#server/platform/settings/settings.ts'
import { announce } from '../../start/announce.ts'
import { findDesktopWindow, openDesktopWindow } from '../../start/desktop/desktopWindow.ts'
import { findRunningServer } from '../../processes/runningServer.ts'
import { supervise } from '../../start/supervisor.ts'
import { wantedPort } from '../../start/desktop/wantedPort.ts'
import { pathsOf } from '../dataDir.ts'

export interface StartFlags {
  readonly dataDir?: string | undefined
  readonly port?: string | undefined
  readonly demo?: boolean | undefined
  readonly json?: boolean | undefined
  readonly vault?: string | undefined
  readonly headless?: boolean | undefined
}

/** A server that is just starting or stopping is asked again for this long. */
const SETTLE_WITHIN_MS = 15_000
const POLL_EVERY_MS = 100

/**
 * Runs Homeport until it is stopped, or says where it runs already. Returns the exit code.
 * @throws HomeportError when it cannot start.
 */
export async function start(flags: StartFlags): Promise<number> {
  const paths = pathsOf(flags)
  prepareDataDir(paths)
  const settings = loadSettings({ paths, env: process.env, flags: { port: flags.port, vault: flags.vault } })
  const found = await askRunning(paths)
  if (found !== null) {
    announceServer(found, { flags, kind: 'found', portTaken: null })
    return 0
  }
  const outcome = await supervise({
    paths,
    port: wantedPort(settings, { flag: flags.port, env: process.env }),
    demo: flags.demo === true,
    env: flags.vault === undefined ? process.env : { ...process.env, HOMEPORT_VAULT: flags.vault },
    onReady: ({ info, host_problem }) => {
      const isWanted = settings.port === 0 || info.local_url.endsWith(`:${settings.port}`)
      announceServer(info, { flags, kind: 'started', portTaken: isWanted ? null : settings.port })
      if (host_problem !== null) {
        process.stderr.write(`homeport: ${host_problem}\n`)
      }
    },
    notify: (sentence) => process.stderr.write(`homeport: ${sentence}\n`),
  })
  if (outcome === 'already_running') {
    announceServer(await whenAnswering(paths), { flags, kind: 'found', portTaken: null })
  }
  return 0
}

/** null: none runs. */
async function askRunning(paths: Paths): Promise<ServerInfo | null> {
  const server = findRunningServer(paths)
  if (server === null) {
    return null
  }
  try {
    return await server.call('server.info', {})
  } catch {
    // It lives, but does not answer: it is starting or stopping.
    return server.isAlive() ? whenAnswering(paths) : null
  }
}

/** @throws HomeportError HOST_001 when it still does not answer after a while. */
async function whenAnswering(paths: Paths): Promise<ServerInfo> {
  const deadline = performance.now() + SETTLE_WITHIN_MS
  while (performance.now() < deadline) {
    const info = await findRunningServer(paths)
      ?.call('server.info', {})
      .catch(() => null)
    if (info) {
      return info
    }
    await delay(POLL_EVERY_MS)
  }
  throw new HomeportError(
    'HOST_001',
    `Another Homeport holds ${paths.dataDir}, but does not answer. "homeport stop" ends it.`,
  )
}

function announceServer(
  info: ServerInfo,
  { flags, kind, portTaken }: { flags: StartFlags; kind: 'started' | 'found'; portTaken: number | null },
): void {
  const { env, platform, execPath, versions } = process
  const window =
    flags.headless === true
      ? null
      : findDesktopWindow({ env, platform, execPath, versions, moduleFile: import.meta.filename })
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify(info)}\n`)
  } else {
    const noWindow = window?.kind === 'impossible' ? window.reason : null
    process.stdout.write(announce({ info, kind, demo: flags.demo === true, portTaken, noWindow }))
  }
  if (window?.kind === 'possible') {
    openDesktopWindow(window, info.data_dir)
  }
}
