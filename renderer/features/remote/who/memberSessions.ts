import type { MemberSession } from '#shared/operations/memberSession.ts'
import { whenCured } from '#renderer/state/workstation/asked.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { say, sentenceOf } from '#renderer/state/toasts.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

const state = createStore<readonly MemberSession[]>([])

/** Sessions of other people, as far as they are known. Known on the workstation only. */
export const memberSessions: Store<readonly MemberSession[]> = state

/** Asks anew. What is shown stays until the answer is here, and when there is none. */
export async function refreshMemberSessions(): Promise<void> {
  try {
    state.set((await connection.client.call('member_session.list', {})).sessions)
  } catch (error) {
    say(sentenceOf(error))
    whenCured(error, refreshMemberSessions)
  }
}

/** Suspends one: its person resumes it, if they may. */
export async function stopMemberSession(session: MemberSession): Promise<void> {
  await act('member_session.stop', session, 'stopped')
}

/** Ends one for good. */
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
    say(`The session of ${user.username} is ${done}.`)
  } catch (error) {
    say(sentenceOf(error))
  }
  await refreshMemberSessions()
}
