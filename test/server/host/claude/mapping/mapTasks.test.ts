import { expect, test } from 'vitest'
import type { BackgroundTaskChange } from '#shared/session/events.ts'
import { mapMessage } from '#server/host/claude/mapping/mapMessage.ts'
import { newMapState } from '#server/host/claude/mapping/mapState.ts'
import { readClaudeLine } from '#server/host/claude/protocol/messages.ts'

/** What people are told of these lines of Claude Code's (2.1.329). */
function told(...lines: object[]): BackgroundTaskChange[] {
  const state = newMapState()
  return lines.flatMap((line) => {
    const read = readClaudeLine(JSON.stringify({ type: 'system', ...line }))
    const updates = read.kind === 'line' ? mapMessage(state, read.line) : []
    return updates.flatMap((update) => (update.kind === 'background_task' ? [update.task] : []))
  })
}

const listed = { subtype: 'background_tasks_changed', tasks: [{ task_id: 'b1', description: 'Wait' }] }
const none = { subtype: 'background_tasks_changed', tasks: [] }
const started = {
  subtype: 'task_started',
  task_id: 'b1',
  tool_use_id: 'toolu_1',
  description: 'Wait',
  is_backgrounded: true,
}
const notified = (status: string, more: object = {}) => ({
  subtype: 'task_notification',
  task_id: 'b1',
  status,
  ...more,
})
const running = { task_id: 'b1', description: 'Wait', tool_use_id: 'toolu_1', state: 'running' }

test.each([
  ['completed', 'completed'],
  ['failed', 'failed'],
  ['stopped', 'stopped'],
])('a background task that %s is told when it begins and once when it ends', (status, state) => {
  expect(told(listed, started, notified(status), none)).toEqual([running, { ...running, state }])
})

test('a command that goes to the background while it runs is told from then on', () => {
  expect(told({ ...started, is_backgrounded: false })).toEqual([])
  expect(told({ ...started, is_backgrounded: false }, listed, none)).toEqual([
    running,
    { ...running, state: 'completed' },
  ])
})

test('a task of a process that is gone is not told again', () => {
  expect(told(notified('stopped'))).toEqual([])
})

test.each([
  ['Background command "Wait" failed with exit code 3', 3],
  ['Monitor "watch (exit 9)" script failed (exit 2)', 2],
  ['Background command "exit code 3" failed', undefined],
])('a command that failed is told with its exit code where Claude Code says it: %s', (summary, exit_code) => {
  const [, end] = told(listed, started, notified('failed', { summary }))
  expect(end).toEqual({ ...running, state: 'failed', ...(exit_code === undefined ? {} : { exit_code }) })
})

test('what an agent reports is not read as an exit code', () => {
  const [, end] = told(started, notified('failed', { summary: 'it ended with exit 7', summary_is_report: true }))
  expect(end).toEqual({ ...running, state: 'failed' })
})
