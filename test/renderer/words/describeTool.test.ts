import { expect, test } from 'vitest'
import type { ToolItem } from '#shared/session/timelineItems.ts'
import { describeTool, toolMark } from '#renderer/words/describeTool.ts'

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
])('%j reads “%s %s”', ([name, input], verb, object) => {
  expect(describeTool(toolOf({ name, input }), workspace)).toMatchObject({ verb, object })
})

test('counts the lines that an edit changed', () => {
  const details = { structuredPatch: [{ oldStart: 1, newStart: 1, lines: [' a', '-b', '+c', '+d'] }] }
  const result = { is_error: false, content: 'ok', details, truncated_bytes: undefined, at: '' }
  const tool = toolOf({ name: 'Edit', input: { file_path: 'a.ts' }, result })
  expect(describeTool(tool, workspace).change).toEqual({ added: 2, removed: 1 })
})

test('a call that is not done yet is not told as done', () => {
  const tool = toolOf({ name: 'Bash', input: { command: 'ls' }, result: null })
  expect(describeTool(tool, workspace).verb).toBe('Run')
  expect(toolMark(tool)).toBe('running')
})

function toolOf(fields: Partial<ToolItem>): ToolItem {
  const result = { is_error: false, content: '', details: undefined, truncated_bytes: undefined, at: '' }
  return { kind: 'tool', id: 't', at: '', name: '', input: {}, result, approval: null, children: [], ...fields }
}
