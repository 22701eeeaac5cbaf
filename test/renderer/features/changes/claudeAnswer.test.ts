import { expect, test } from 'vitest'
import { MessageId } from '#shared/ids.ts'
import { reduceTimeline } from '#shared/session/timeline/reducer.ts'
import { emptyTimeline } from '#shared/session/timeline/timeline.ts'
import { answerReader, messageAfter } from '#renderer/features/changes/git/commit/claudeAnswer.ts'
import type { OpenSession } from '#renderer/state/session/openSession.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import { SessionLog } from '#test/fakes/sessionEvents.ts'

const ASKED = MessageId.parse('asked')

/** What Claude's answer to a prompt is taken for. */
function taken(text: string, ended: Parameters<SessionLog['turnEnd']>[0] = {}): string | null | undefined {
  const log = new SessionLog()
  log.prompt('Write it', ASKED)
  log.text(text)
  log.turnEnd(ended)
  return messageAfter(reduceTimeline(emptyTimeline(), log.events).items, ASKED)
}

test.for([
  ['pool: bound it', 'pool: bound it'],
  ['Here it is:\n\n```\npool: bound it\n\nIt grew.\n```\nShall I?', 'pool: bound it\n\nIt grew.'],
  ['```text\npool: bound it\n```', 'pool: bound it'],
  ['Says ```code``` first:\n```\npool: bound it\n```', 'pool: bound it'],
  ['```diff``` is read:\n```\npool: bound it\n```', 'pool: bound it'],
  ['````\npool: bound it\n\n```\nlimit: 20\n```\n\nDone.\n````', 'pool: bound it\n\n```\nlimit: 20\n```\n\nDone.'],
  ['```\npool: bound it\n\n```\nlimit: 20\n```\n\nDone.\n```', 'pool: bound it\n\n```\nlimit: 20\n```\n\nDone.'],
  ['```\npool: bound it', '```\npool: bound it'],
  ['```\n```', null],
] as const)('of %j the message is taken', ([text, message]) => {
  expect(taken(text)).toBe(message)
})

test('of a turn that failed or was stopped nothing is taken', () => {
  expect(taken('I begin with', { is_error: true, error: 'overloaded', reason: 'api_error' })).toBeNull()
  expect(taken('I begin with', { reason: 'interrupted' })).toBeNull()
})

/** What the page knows of a session: its header, and of its conversation the events `from` to `until`. */
function known({ log, header }: FakeSession, { from = 1, until = log.head } = {}): OpenSession {
  const events = log.events.filter(({ seq }) => seq >= from && seq <= until)
  return { kind: 'open', header, timeline: reduceTimeline(emptyTimeline(from), events), older: 'none' }
}

/** A session at work, and a prompt that waits in it. */
function waiting() {
  const session = new FakeSession()
  const queued = { message_id: ASKED, content: 'Write it', created_at: new Date().toISOString() }
  session.write((log) => {
    log.prompt('Mend it')
    log.add('queue_changed', { queue: [queued] })
  })
  const answer = answerReader(ASKED)
  expect(answer(known(session))).toBeUndefined()
  return { session, answer }
}

test('after a reconnect a prompt that left the queue is waited for, until the conversation has caught up', () => {
  const { session, answer } = waiting()
  const until = session.log.head
  session.write((log) => {
    log.turnEnd()
    log.prompt('Write it', ASKED)
    log.add('queue_changed', { queue: [] })
  })
  expect(answer(known(session, { until }))).toBeUndefined()
  expect(answer(known(session))).toBeUndefined()
  session.write((log) => {
    log.text('pool: bound it')
    log.turnEnd()
  })
  expect(answer(known(session))).toBe('pool: bound it')
})

test('a prompt that was taken back is answered by nothing', () => {
  const { session, answer } = waiting()
  session.write((log) => log.add('queue_changed', { queue: [] }))
  expect(answer(known(session))).toBeNull()
})

test('a prompt whose turn lies before what is known of the conversation has ended', () => {
  const session = new FakeSession()
  session.write((log) => log.text('Done.'))
  const answer = answerReader(ASKED)
  expect(answer(known(session))).toBeUndefined()
  session.write((log) => {
    log.prompt('Write it', ASKED)
    log.text('pool: bound it')
    log.turnEnd()
    log.prompt('And now?')
  })
  const { head } = session.log
  expect(answer(known(session, { from: head, until: head - 1 }))).toBeUndefined()
  expect(answer(known(session, { from: head }))).toBeNull()
})

test('a session that is gone or ends answers nothing', () => {
  const { session, answer } = waiting()
  session.write((log) => {
    log.prompt('Write it', ASKED)
    log.add('session_status', { status: 'FAILED', reason: 'crashed' })
  })
  expect(answer(known(session))).toBeNull()
  expect(answerReader(ASKED)({ kind: 'refused', message: 'There is no such session.', unknown: true })).toBeNull()
})
