import { stopServer } from '../start/stopServer.ts'
import { pathsOf } from './dataDir.ts'

const words = {
  stopped: 'Homeport is stopped. Sessions are kept and can be resumed.',
  kept: 'The gateway is stopped. Sessions go on in their host; "homeport start" shows them again.',
  not_running: 'Homeport is not running.',
} as const

export interface StopFlags {
  readonly dataDir?: string
  readonly demo?: boolean
  readonly keepSessions?: boolean
}

/** @throws HomeportError when something does not end. */
export async function stop(flags: StopFlags): Promise<void> {
  const outcome = await stopServer(pathsOf(flags), { keepSessions: flags.keepSessions === true })
  process.stdout.write(`${words[outcome]}\n`)
}
