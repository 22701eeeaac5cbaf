import { HomeportError } from '#shared/errors.ts'
import type { TerminalConfirmation } from '#shared/operations/terminalConfirmation.ts'
import { findRunningServer } from '../../processes/runningServer.ts'
import type { CommonFlags } from '../callServer.ts'
import { pathsOf } from '../dataDir.ts'

export interface ConfirmFlags extends CommonFlags {
  readonly deny?: true | undefined
}

/**
 * Lists who waits, or answers one. Returns what is to be printed.
 * @throws HomeportError HOST_001 when no server runs · DEVICE_001 when that one does not wait.
 */
export async function confirmTerminal(id: string | undefined, { json, deny, ...flags }: ConfirmFlags): Promise<string> {
  const server = findRunningServer(pathsOf(flags))
  if (server === null) {
    throw new HomeportError('HOST_001', 'Homeport is not running, so no device waits.')
  }
  if (id === undefined) {
    const { waiting } = await server.call('terminal.confirmations', {})
    return json === true ? `${JSON.stringify({ waiting })}\n` : listed(waiting)
  }
  const answered = await server.call('terminal.confirm', { id, decision: deny === true ? 'deny' : 'allow' })
  const outcome = deny === true ? 'was refused' : 'may open terminals now'
  return json === true ? `${JSON.stringify(answered)}\n` : `“${answered.device_name}” ${outcome}.\n`
}

function listed(waiting: readonly TerminalConfirmation[]): string {
  if (waiting.length === 0) {
    return 'No device waits for a yes to its first terminal.\n'
  }
  return waiting
    .map(({ id, device_name, username, address }) => `${id}  ${device_name} of ${username} ${address ?? ''}`.trimEnd())
    .map((line) => `${line}\n`)
    .join('')
}
