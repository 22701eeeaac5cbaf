import { HomeportError } from '#shared/errors.ts'
import type { RunningServer } from '../start/controlClient.ts'
import { findRunningServer } from '../start/runningServer.ts'
import type { CommonFlags } from './askServer.ts'
import { pathsOf } from './dataDir.ts'

const whyWords = { removed: 'may not enter any more', viewer: 'may only look on' } as const

/** Lists the sessions of people who may not run any. @throws HomeportError SESSION_003 when no server runs. */
export async function listStopped(flags: CommonFlags): Promise<void> {
  const { sessions } = await runningServer(flags).call('stopped_session.list', {})
  const lines = sessions.map(({ id, user, why, workspace_path, last_activity }) =>
    [id, user.username, whyWords[why], last_activity, workspace_path].join('  '),
  )
  const told =
    flags.json === true
      ? JSON.stringify({ sessions })
      : lines.join('\n') || 'No session stands stopped: whoever has one may run it.'
  process.stdout.write(`${told}\n`)
}

/** Ends one for good. @throws HomeportError SESSION_002 when it is none of them, SESSION_003 when no server runs. */
export async function endStopped(id: string, flags: CommonFlags): Promise<void> {
  // The server looks it up; what is no id of a session is none of them.
  const result = await runningServer(flags).call('stopped_session.end', { session_id: id })
  process.stdout.write(flags.json === true ? `${JSON.stringify(result)}\n` : `The session ${id} is ended.\n`)
}

function runningServer(flags: CommonFlags): RunningServer {
  const server = findRunningServer(pathsOf(flags))
  if (server === null) {
    throw new HomeportError('SESSION_003', 'Homeport is not running, and neither is any session. Start it first.')
  }
  return server
}
