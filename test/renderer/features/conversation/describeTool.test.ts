import { expect, test } from 'vitest'
import { ApprovalId } from '#shared/ids.ts'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { describeTool, toolStatus } from '#renderer/features/conversation/describeTool.ts'

const workspace = '/home/me/proj'

test.each<[tool: [string, Record<string, unknown>], verb: string, object: string]>([
  [['Bash', { command: 'npm test\nnpm run build' }], 'Ran', 'npm test'],
  [['Read', { file_path: '/home/me/proj/src/a.ts' }], 'Read', 'src/a.ts'],
  [['Write', { file_path: '/etc/hosts', content: '' }], 'Wrote', '/etc/hosts'],
  [['Task', { description: 'Look around' }], 'Sub-agent', 'Look around'],
  [['mcp__github__create_issue', { title: 'Bug' }], 'github: create issue', 'Bug'],
  [['Hologram', {}], 'Hologram', ''],
  [['TaskUpdate', { taskId: '2', status: 'in_progress' }], 'Updated task', '2 → in progress'],
  [['TodoWrite', { todos: [{ status: 'completed' }, { status: 'pending' }] }], 'Updated the to-do list', '1 of 2'],
  [['Bash', { command: 5 }], 'Ran', ''],
  [['BashOutput', { bash_id: 'b5f1c' }], 'Read the output of', 'background work'],
  [['TaskOutput', { task_id: 'b5f1c' }], 'Read the output of', 'background work'],
  [['TaskStop', { task_id: 'b5f1c' }], 'Stopped', 'background work'],
  [['KillShell', { shell_id: 'b5f1c' }], 'Stopped', 'background work'],
])('%j reads “%s %s”', ([name, input], verb, object) => {
  expect(describeTool(toolOf({ name, input }), workspace)).toMatchObject({ verb, object })
})

test.each([
  ['TaskStop', { task_id: 'b5f1c', command: 'sleep 60\n# long' }, 'sleep 60'],
  ['TaskOutput', { task: { task_id: 'b5f1c', description: 'Build in the background' } }, 'Build in the background'],
])('%s names the work as soon as Claude Code does, never its number', (name, details, object) => {
  const result = { is_error: false, content: 'ok', details, truncated_bytes: undefined, at: '' }
  expect(describeTool(toolOf({ name, input: { task_id: 'b5f1c' }, result }), workspace).object).toBe(object)
})

test('counts the lines that an edit changed', () => {
  const details = { structuredPatch: [{ oldStart: 1, newStart: 1, lines: [' a', '-b', '+c', '+d'] }] }
  const result = { is_error: false, content: 'ok', details, truncated_bytes: undefined, at: '' }
  const tool = toolOf({ name: 'Edit', input: { file_path: 'a.ts' }, result })
  expect(describeTool(tool, workspace).change).toEqual({ added: 2, removed: 1 })
})

const failed = { is_error: true, content: 'no', details: undefined, truncated_bytes: undefined, at: '' }
const started = { ...failed, is_error: false, details: { backgroundTaskId: 'b1' } }
const byRule: ToolItem['result'] = { ...failed, decided_by: { decision: 'deny', by: 'rule', rules: [] } }
const work = { state: 'running', since: '', until: null, exit_code: null } as const
const ran: [string, Record<string, unknown>] = ['Bash', { command: 'sleep 60' }]
const wrote: typeof ran = ['Write', { file_path: 'notes.txt', content: 'one' }]

test.each<[what: string, tool: readonly [string, Record<string, unknown>], fields: Partial<ToolItem>, told: string]>([
  ['that runs', ran, { result: null }, 'Running sleep 60 running'],
  ['that runs', wrote, { result: null }, 'Writing notes.txt running'],
  ['that runs', ['WebSearch', { query: 'q' }], { result: null }, 'Searching the web q running'],
  ['that waits for an answer', ran, { result: null, approval: approvalOf(null) }, 'Run sleep 60 asking'],
  ['that runs on in the background', ran, { result: started }, 'Began to run sleep 60 background'],
  ['that runs in the background', ran, { result: started, background: work }, 'Running sleep 60 background'],
  ['that ended there', ran, { result: started, background: { ...work, state: 'completed' } }, 'Ran sleep 60 done'],
  ['that failed there', ran, { result: started, background: { ...work, state: 'failed' } }, 'Ran sleep 60 failed'],
  [
    'that was stopped there',
    ran,
    { result: started, background: { ...work, state: 'stopped' } },
    'Began to run sleep 60 cut',
  ],
  ['that failed', ran, { result: failed }, 'Ran sleep 60 failed'],
  ['that failed', wrote, { result: failed }, 'Tried to write notes.txt failed'],
  ['that was denied', wrote, { result: failed, approval: approvalOf('deny') }, 'Would have written notes.txt denied'],
  ['that was denied', ran, { result: null, approval: approvalOf('deny') }, 'Would have run sleep 60 denied'],
  ['that a rule denied', ran, { result: byRule }, 'Would have run sleep 60 denied'],
  ['whose turn was stopped', ran, { result: null, is_cut: true }, 'Began to run sleep 60 cut'],
])('a call %s is told as that (%j)', (...[, [name, input], fields, told]) => {
  const tool = toolOf({ name, input, ...fields })
  const { verb, object, change } = describeTool(tool, workspace)
  expect(`${verb} ${object} ${toolStatus(tool)}`).toBe(told)
  expect(change).toBe(null)
})

function approvalOf(decision: 'deny' | null): NonNullable<ToolItem['approval']> {
  const approval_id = ApprovalId.parse('a1')
  return {
    request: { approval_id, kind: 'tool', tool_use_id: 't', tool_name: 'Bash', input: {}, suggestions: [] },
    outcome: decision === null ? null : { approval_id, decision, answered_by: 'me' },
  }
}

function toolOf(fields: Partial<ToolItem>): ToolItem {
  const result = { is_error: false, content: '', details: undefined, truncated_bytes: undefined, at: '' }
  return {
    kind: 'tool',
    id: 't',
    at: '',
    name: '',
    input: {},
    result,
    approval: null,
    is_cut: false,
    background: null,
    children: [],
    ...fields,
  }
}
