import type { CommonFlags } from '../callServer.ts'
import { runningServer } from '../runningServer.ts'

const whyWords = { removed: ', who may not enter any more', viewer: ', who may only look on' } as const

/** Lists the sessions of other people. @throws HomeportError HOST_001 when no server runs. */
export async function listMemberSessions(flags: CommonFlags): Promise<void> {
  const { sessions } = await runningServer(flags).call('member_session.list', {})
  const lines = sessions.map(({ id, user, why, status, workspace_path, last_activity }) =>
    [id, `${user.username}${why === null ? '' : whyWords[why]}`, status, last_activity, workspace_path].join('  '),
  )
  const output =
    flags.json === true ? JSON.stringify({ sessions }) : lines.join('\n') || 'Nobody else has a session here.'
  process.stdout.write(`${output}\n`)
}

/**
 * Suspends one, or ends it for good.
 * @throws HomeportError SESSION_002 when it is none of them, HOST_001 when no server runs.
 */
export async function controlMemberSession(action: 'stop' | 'end', id: string, flags: CommonFlags): Promise<void> {
  // The server looks it up; what is no id of a session is refused.
  const result = await runningServer(flags).call(`member_session.${action}`, { session_id: id })
  const done = action === 'stop' ? 'is suspended: its person resumes it, if they may' : 'is ended'
  process.stdout.write(flags.json === true ? `${JSON.stringify(result)}\n` : `The session ${id} ${done}.\n`)
}
