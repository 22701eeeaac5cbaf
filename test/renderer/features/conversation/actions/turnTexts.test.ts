import { expect, test } from 'vitest'
import { emptyTimeline, type Timeline } from '#shared/session/timeline/timeline.ts'
import { reduceTimeline } from '#shared/session/timeline/reducer.ts'
import { SessionLog } from '#test/fakes/sessionEvents.ts'
import { answerOf, promptBefore, promptOf } from '#renderer/features/conversation/actions/turnTexts.ts'

function read(write: (log: SessionLog) => void): { timeline: Timeline; turns: readonly string[] } {
  const log = new SessionLog()
  write(log)
  const timeline = reduceTimeline(emptyTimeline(), log.events)
  return { timeline, turns: timeline.items.filter(({ kind }) => kind === 'turn').map(({ id }) => id) }
}

const conversation = read((log) => {
  log.prompt('First')
  log.text('Looking.')
  log.call('a', ['Read', { file_path: 'a' }])
  log.result('a', 'text')
  log.text('It is **there**.')
  log.text('And here.')
  log.turnEnd()
  log.prompt('Second')
  log.turnEnd({ is_error: true, error: 'Overloaded.' })
  log.prompt('Third')
  log.text('I begin.')
  log.call('b', ['Bash', { command: 'ls' }])
  log.turnEnd({ reason: 'interrupted' })
})

test('the answer of a turn is what Claude closed it with', () => {
  const { timeline, turns } = conversation
  expect(turns.map((id) => answerOf(timeline, id))).toEqual(['It is **there**.\n\nAnd here.', '', 'I begin.'])
})

test('a turn that is tried again is tried with the message that it answered to', () => {
  const { timeline, turns } = conversation
  expect(turns.map((id) => promptBefore(timeline, id)?.text)).toEqual(['First', 'Second', 'Third'])
})

test('a turn is retried with its own message; one that Claude began by itself has none', () => {
  const { timeline, turns } = read((log) => {
    log.prompt('Watch it')
    log.turnEnd()
    log.text('It has changed.')
    log.turnEnd()
  })
  expect(turns.map((id) => promptOf(timeline, id)?.text)).toEqual(['Watch it', undefined])
})

test('where the beginning is not loaded there is nothing to send', () => {
  const { timeline, turns } = read((log) => log.turnEnd())
  expect(promptBefore(timeline, turns[0] ?? '')).toBeNull()
  expect(promptBefore(timeline, 'unknown')).toBeNull()
})
