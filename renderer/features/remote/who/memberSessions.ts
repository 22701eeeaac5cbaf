import type { MemberSession } from '#shared/operations/memberSession.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import * as words from '../words.ts'

/** The sessions of other people. Available on the workstation only. */
export const memberSessions = queries.define({
  key: 'member_session.list',
  fetch: async () => (await connection.client.call('member_session.list', {})).sessions,
  needs: 'local',
})

/** Suspends a session; its owner can resume it while they are allowed to. */
export async function stopMemberSession(session: MemberSession): Promise<void> {
  await act('member_session.stop', session, 'stopped')
}

/** Ends a session permanently. */
export async function endMemberSession(session: MemberSession): Promise<void> {
  await act('member_session.end', session, 'ended')
}

async function act(
  name: 'member_session.stop' | 'member_session.end',
  { id, user }: MemberSession,
  done: string,
): Promise<void> {
  try {
    await connection.client.call(name, { session_id: id })
    showToast(words.theSessionIs(user.username, done))
  } catch (error) {
    showToast(errorMessage(error))
  }
  await memberSessions.refresh()
}
