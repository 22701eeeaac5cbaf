import { expect, test } from 'vitest'
import { emptyTimeline } from '#shared/session/timeline/timeline.ts'
import { reduceTimeline } from '#shared/session/timeline/reducer.ts'
import { tasksOf } from '#shared/session/timeline/tasks.ts'
import { SessionLog } from '#test/fakes/sessionEvents.ts'

test('the to-do list is what the calls left of it', () => {
  const log = new SessionLog()
  log.call('a', ['TaskCreate', { subject: 'One' }])
  log.result('a', 'ok', { details: { task: { id: '1', subject: 'One' } } })
  log.call('b', ['TaskCreate', { subject: 'Two' }])
  log.result('b', 'ok', { details: { task: { id: '2', subject: 'Two' } } })
  log.call('c', ['TaskUpdate', { taskId: '1', status: 'completed' }])
  log.result('c', 'ok')
  log.call('d', ['TaskUpdate', { taskId: '2', status: 'completed' }])
  log.result('d', 'no', { is_error: true })
  expect(tasks(log)).toEqual([
    { id: '1', subject: 'One', status: 'completed' },
    { id: '2', subject: 'Two', status: 'pending' },
  ])
})

test('a whole list replaces the one before', () => {
  const log = new SessionLog()
  log.call('a', ['TodoWrite', { todos: [{ content: 'Old', status: 'pending' }] }])
  log.call('b', ['TodoWrite', { todos: [{ content: 'New', status: 'in_progress' }] }])
  expect(tasks(log)).toEqual([{ id: '1', subject: 'New', status: 'in_progress' }])
})

function tasks(log: SessionLog) {
  return tasksOf(reduceTimeline(emptyTimeline(), log.events).items)
}
