import { describe, expect, test } from 'vitest'
import { readTranscriptLine } from '#server/host/history/lines/transcriptLine.ts'
import { lineKind } from '#server/host/history/lines/lineKind.ts'

const uuid = 'd9534ad2-2c74-491d-8c6c-06202586b459'
const parentUuid = 'c517a3e6-ec1b-434b-bb09-029d72a8920d'
const read = (line: unknown) => readTranscriptLine(Buffer.from(typeof line === 'string' ? line : JSON.stringify(line)))
const link = (kind: number, parent: string | null = parentUuid) => ({ type: 'link', link: { uuid, parent, kind } })
const user = (content: unknown, more: object = {}) =>
  read({
    parentUuid,
    type: 'user',
    message: { role: 'user', content },
    uuid,
    timestamp: '2026-11-27T05:08:32.205Z',
    ...more,
  })

describe('what a line of a transcript is', () => {
  test.each([
    ['a message', user('Hello'), link(lineKind.prompt)],
    ['a message of parts', user([{ type: 'text', text: 'Hello' }]), link(lineKind.prompt)],
    ['a result', user([{ type: 'tool_result', tool_use_id: 't', content: 'x' }]), link(lineKind.result)],
    ['a summary', user('This session is continued …', { isCompactSummary: true }), link(lineKind.note)],
    ['news of a task', user('<task-notification>', { origin: { kind: 'task-notification' } }), link(lineKind.note)],
    ['a command of Claude Code’s own', user('<command-name>/model</command-name>'), link(lineKind.note)],
    ['that a turn was stopped', user('[Request interrupted by user]'), link(lineKind.note)],
    [
      'where it was summed up',
      read({ parentUuid: null, logicalParentUuid: parentUuid, type: 'system', subtype: 'compact_boundary', uuid }),
      link(lineKind.boundary),
    ],
    [
      'what is added for Claude',
      read(
        `{"parentUuid":"${parentUuid}","isSidechain":false,"attachment":{"type":"date","deep":{"uuid":"no"}},"type":"attachment","uuid":"${uuid}","timestamp":"x"}`,
      ),
      link(lineKind.link),
    ],
    [
      'a message into a running turn',
      read({
        parentUuid,
        attachment: { type: 'queued_command', commandMode: 'prompt', prompt: 'left', source_uuid: 's' },
        type: 'attachment',
        uuid,
      }),
      link(lineKind.prompt),
    ],
    [
      'a name that a person gave',
      read({ type: 'custom-title', customTitle: 'Boats' }),
      { type: 'title', title: 'Boats', rank: 3 },
    ],
    ['what it has cost', read({ type: 'cost-state', totalCostUSD: 0.12 }), { type: 'cost', cost_usd: 0.12 }],
    ['what is of no interest', read(`{"type":"api-request-shape","shape":{"tools":[]}}`), { type: 'other' }],
    ['a type of the future', read({ type: 'tide-table', x: 1 }), { type: 'unknown', name: 'tide-table' }],
    ['cut', read('{"type":"user","message":{"ro'), { type: 'corrupt' }],
    ['overwritten', read('\0\0\0\0'), { type: 'corrupt' }],
    ['a number', read('17'), { type: 'corrupt' }],
    ['a list', read('[{}]'), { type: 'corrupt' }],
    ['closed and broken', read('{"type":"user",}'), { type: 'corrupt' }],
    ['with the end of Windows', read('{"type":"mode"}\r'), { type: 'other' }],
  ])('%s', (_, line, expected) => {
    expect(line).toMatchObject(expected)
  })

  test('deep and odd ones are read without a crash', () => {
    const deep = `{"type":"user","uuid":"${uuid}","message":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    for (const line of [
      deep,
      '{"type":7}',
      '{"type":"user","uuid":"u","message":{"content":7}}',
      '{"type":"assistant","uuid":"u"}',
      '{}',
    ]) {
      expect(['link', 'unknown', 'corrupt', 'other']).toContain(read(line).type)
    }
  })

  test('calls name their tool and the file that they change; what they are asked for is found', () => {
    const content = [
      {
        type: 'tool_use',
        id: 't',
        name: 'Edit',
        input: { file_path: '/a/pool.ts', old_string: 'min', new_string: 'max' },
      },
    ]
    const usage = { output_tokens: 9 }
    const line = read({
      type: 'assistant',
      uuid,
      parentUuid,
      message: { id: 'm', model: 'claude-opus-5-5', content, usage },
    })
    expect(line).toMatchObject({
      said: {
        text: 'Edit\n/a/pool.ts\nmin\nmax',
        answer: { message_id: 'm', tokens: 9, blocks: 1, tools: [{ name: 'Edit', file: '/a/pool.ts' }] },
      },
    })
  })
})
