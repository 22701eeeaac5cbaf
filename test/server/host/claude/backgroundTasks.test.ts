import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClaudeSession, ClaudeWorld } from '#test/support/host/claudeWorld.ts'

let world: ClaudeWorld

beforeAll(async () => {
  world = await ClaudeWorld.create()
})

afterAll(() => world.dispose())

/** Has Claude call a tool that goes on in the background; resolves with the call and the task that it became. */
async function begin(session: ClaudeSession, tool: string, input: object) {
  session.send(`@tool ${tool} ${JSON.stringify(input)}\n@text Started.`)
  const { tool_use_id } = await session.next('tool_use')
  if (tool !== 'Agent') {
    const { approval } = await session.next('approval_requested')
    session.process.answer(approval.approval_id, { decision: 'allow', remember: [] })
  }
  const { task } = await session.next('background_task')
  expect(task).toMatchObject({ state: 'running', tool_use_id })
  return task
}

test.concurrent.each([
  [
    'Bash',
    { command: 'sleep 1; exit 3', description: 'Fail late', run_in_background: true },
    { state: 'failed', exit_code: 3 },
  ],
  [
    'Bash',
    { command: 'touch late; sleep 1', description: 'End late', run_in_background: true },
    { state: 'completed' },
  ],
  [
    'Monitor',
    { command: 'sleep 1; exit 2', description: 'Watch', timeout_ms: 30_000 },
    { state: 'failed', exit_code: 2 },
  ],
  ['Agent', { description: 'Look', prompt: '@text seen', subagent_type: 'general-purpose' }, { state: 'completed' }],
])('what %s leaves in the background is told when it ends, and how: %o', async (tool, input, end) => {
  const session = world.open()
  const task = await begin(session, tool, input)
  const ended = await session.next('background_task')
  expect(ended.task).toEqual({ ...task, ...end })
})

test.concurrent('a person can stop what runs in the background', async () => {
  const session = world.open()
  const task = await begin(session, 'Bash', {
    command: 'touch wait; sleep 300',
    description: 'Wait',
    run_in_background: true,
  })
  await session.next('turn_ended')
  await session.process.stopTask(task.task_id)
  expect((await session.next('background_task')).task).toEqual({ ...task, state: 'stopped' })
})
