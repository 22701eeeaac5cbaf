import { expect, test } from 'vitest'
import { emptyTimeline } from '#shared/session/timeline/timeline.ts'
import { reduceTimeline } from '#shared/session/timeline/reducer.ts'
import { againOf } from '#renderer/features/conversation/actions/again.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { SessionLog } from '#test/fakes/sessionEvents.ts'

/** What is offered at the last line of a conversation that ended like this. */
function offered(write: (log: SessionLog) => void) {
  const session = new FakeSession()
  session.write((log) => {
    log.prompt('Earlier')
    log.turnEnd()
    write(log)
  })
  const timeline = reduceTimeline(emptyTimeline(), session.log.events)

  return againOf(session.header, timeline, timeline.items.at(-1)?.id ?? '')
}

/** The words of `turn_completed` and of the status, as the host writes them. */
const failures = [
  ['the API refuses', 'api_error', 'ACTIVE'],
  ['a limit is reached', 'api_error', 'ACTIVE'],
  ['the sign-in has expired', 'api_error', 'ACTIVE'],
  ['there are too many steps', 'error_max_turns', 'ACTIVE'],
  ['the budget is used up', 'error_max_budget_usd', 'ACTIVE'],
  ['something fails in Claude Code', 'error_during_execution', 'ACTIVE'],
  ['Claude Code dies', 'crashed', 'SUSPENDED'],
  ['the session host goes down', 'host_restarted', 'ACTIVE'],
  ['Homeport is stopped', 'host_stopped', 'SUSPENDED'],
  ['another process takes over', 'interrupted', 'STARTING'],
] as const

test.each(failures)('when %s, the same message can be sent again', (_, reason, status) => {
  const again = offered((log) => {
    log.prompt('Mend it')
    log.add('session_status', { status, reason: 'whatever' })
    log.turnEnd({ is_error: true, error: 'It failed.', reason })
  })
  expect(again).toEqual({ kind: 'send', prompt: { text: 'Mend it', attachments: [] } })
})

test('when Claude Code does not start, what waits goes when it starts again; no older message is sent in its place', () => {
  expect(offered((log) => log.add('session_status', { status: 'FAILED', reason: 'claude_start_failed' }))).toEqual({
    kind: 'start',
  })
})

test('when the session cannot be recorded any more, it can be started again', () => {
  expect(offered((log) => log.add('session_status', { status: 'FAILED', reason: 'storage_failed' }))).toEqual({
    kind: 'start',
  })
})

test('a lost conversation is asked about in its own words, and is not begun by trying again', () => {
  expect(offered((log) => log.add('session_status', { status: 'FAILED', reason: 'conversation_gone' }))).toBeNull()
})

test('nothing is tried again in a session that has ended', () => {
  const again = offered((log) => {
    log.prompt('Mend it')
    log.add('session_status', { status: 'TERMINATED', reason: 'user_request' })
    log.turnEnd({ is_error: true, error: 'The session was ended while this turn was running.', reason: 'user_request' })
  })
  expect(again).toBeNull()
})

test('a start that failed earlier is not tried again once the session goes on', () => {
  const session = new FakeSession()
  session.write((log) => {
    log.add('session_status', { status: 'FAILED', reason: 'claude_start_failed' })
    log.add('session_status', { status: 'ACTIVE', reason: 'idle' })
  })
  const timeline = reduceTimeline(emptyTimeline(), session.log.events)
  expect(againOf(session.header, timeline, timeline.items[0]?.id ?? '')).toBeNull()
})
