import { expect, test } from 'vitest'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { agentProgress } from '#renderer/features/conversation/agents/agentProgress.ts'
import { approvalOf } from '#test/renderer/scene.ts'

const at = '2026-11-21T03:00:00.000Z'
const seconds = (after: number) => new Date(Date.parse(at) + after * 1000).toISOString()
const context = { workspace: '/home/me/proj', now: Date.parse(seconds(12)) }

function call(name: string, input: Record<string, unknown>, more: Partial<ToolItem> = {}): ToolItem {
  return {
    kind: 'tool',
    id: `${name} ${JSON.stringify(input)}`,
    at,
    name,
    input,
    result: null,
    approval: null,
    is_cut: false,
    background: null,
    children: [],
    ...more,
  }
}

const done = (after: number, details?: Record<string, unknown>) => ({
  result: { is_error: false, content: 'ok', details, at: seconds(after) },
})
const read = call('Read', { file_path: '/home/me/proj/src/a.ts' })
const ran = call('Bash', { command: 'npm test' }, done(3))
const agent = (more: Partial<ToolItem>) => call('Agent', { description: 'Look around' }, more)

test('a sub-agent at work tells the call it is at, its steps and its time', () => {
  expect(agentProgress(agent({ children: [ran, read] }), context)).toMatchObject({
    doing: { verb: 'Reading', object: 'src/a.ts' },
    needsYou: false,
    facts: '2 steps · 12 s',
  })
})

test('a sub-agent without a call is told as working', () => {
  expect(agentProgress(agent({}), context)).toEqual({ doing: null, needsYou: false, facts: 'Working · 12 s' })
  expect(agentProgress(agent({ children: [ran] }), context).facts).toBe('Working · 1 step · 12 s')
})

test('a sub-agent whose own sub-agent works tells what that one does', () => {
  const inner = agent({ id: 'inner', children: [ran, read] })
  expect(agentProgress(agent({ children: [ran, inner] }), context)).toMatchObject({
    doing: { verb: 'Reading', object: 'src/a.ts' },
    facts: '2 steps · 12 s',
  })
})

test('of several calls at once the one that waits for a person is told', () => {
  const approval = { request: approvalOf('asked', 'Bash', { command: 'rm -rf dist' }), outcome: null }
  const asking = call('Bash', { command: 'rm -rf dist' }, { approval })
  expect(agentProgress(agent({ children: [asking, read] }), context)).toMatchObject({
    doing: { verb: 'Run', object: 'rm -rf dist' },
    needsYou: true,
  })
})

test('a finished sub-agent tells its steps, tokens and time', () => {
  const details = { totalTokens: 41_200, totalDurationMs: 70_000 }
  const finished = agent({ children: [ran, ran], ...done(80, details) })
  expect(agentProgress(finished, context)).toEqual({
    doing: null,
    needsYou: false,
    facts: '2 steps · 41 k tokens · 1 m 10 s',
  })
  expect(agentProgress(agent({ children: [ran], ...done(80) }), context).facts).toBe('1 step · 1 m 20 s')
})

test('a sub-agent in the background is at work until its task ends', () => {
  const launched = done(1, { status: 'async_launched' })
  const work = { state: 'running', since: seconds(2), until: null, exit_code: null } as const
  const running = agent({ children: [read], ...launched, background: work })
  expect(agentProgress(running, context)).toMatchObject({
    doing: { verb: 'Reading' },
    facts: 'In the background · 1 step · 10 s',
  })
  const ended = { ...running, background: { ...work, state: 'completed', until: seconds(32) } } as const
  expect(agentProgress(ended, context)).toEqual({ doing: null, needsYou: false, facts: '1 step · 30 s' })
})

test('a sub-agent that was stopped does nothing any more', () => {
  const cut = agent({ is_cut: true, children: [{ ...read, is_cut: true }] })
  expect(agentProgress(cut, context)).toEqual({ doing: null, needsYou: false, facts: '1 step' })
})

test('sub-agents in each other, 5,000 deep, are told in no time', () => {
  let deep = agent({ children: [read] })
  for (let depth = 0; depth < 5_000; depth += 1) {
    deep = agent({ children: [deep] })
  }
  expect(agentProgress(deep, context).doing).toMatchObject({ object: 'src/a.ts' })
})
