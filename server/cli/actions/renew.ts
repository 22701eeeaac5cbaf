import { HomeportError } from '#shared/errors.ts'
import { findRunningServer } from '../../processes/runningServer.ts'
import type { CommonFlags } from '../callServer.ts'
import { pathsOf } from '../dataDir.ts'

/**
 * Puts a session host of this version in place of the running one; its sessions go on there.
 * @throws HomeportError HOST_001 when no server runs, SESSION_003 while a turn does that may not be cut.
 */
export async function renewHost(flags: CommonFlags & { readonly interrupt?: boolean | undefined }): Promise<void> {
  const server = findRunningServer(pathsOf(flags))
  if (server === null) {
    throw new HomeportError('HOST_001', 'Homeport is not running. Its next start brings a host of this version.')
  }
  const status = await server.call('host.renew', { interrupt: flags.interrupt === true })
  const output =
    flags.json === true
      ? JSON.stringify(status)
      : `The sessions go on in a host of version ${status.host_version ?? status.version}.`
  process.stdout.write(`${output}\n`)
}
