import { expect, test } from 'vitest'
import { taskCallSummary } from '#renderer/features/conversation/taskCalls.ts'

const create = { name: 'TaskCreate', input: { subject: 'x' } }
const update = (status: string) => ({ name: 'TaskUpdate', input: { taskId: '1', status } })

test.each([
  [[create], 'Planned a task'],
  [[create, create, update('in_progress')], 'Planned 2 tasks, began one'],
  [[update('completed'), update('in_progress')], 'Finished a task, began one'],
  [[update('completed'), update('completed')], 'Finished 2 tasks'],
  [[{ name: 'TaskList', input: {} }], 'Looked at the task list'],
  [[update('deleted')], 'Changed the task list'],
])('calls in a row are told as one line', (tools, words) => {
  expect(taskCallSummary(tools)).toBe(words)
})
