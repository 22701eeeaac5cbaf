import { expect, test } from 'vitest'
import { mapLines } from './mapLines.ts'

const boundary = (trigger: string) => ({
  type: 'system',
  subtype: 'compact_boundary',
  compact_metadata: { trigger, pre_tokens: 180_000, post_tokens: 12_000 },
})
const written = (content: unknown, more = {}) => ({ type: 'user', message: { content }, isSynthetic: true, ...more })
const around = (summary: string) =>
  `This session is being continued.\n\n<system-reminder>\nBash\n</system-reminder>\nSummary:\n${summary}\n\nIf you need specific details from before compaction, read the file.\nContinue.`
const begin = { type: 'stream_event', event: { type: 'message_start', message: { id: 'm' } } }

test('a compaction tells its sizes and the summary that Claude goes on with, without what is for Claude alone', () => {
  const lines = [boundary('auto'), { type: 'system', subtype: 'status' }, written(around('1. The pool waits.'))]
  expect(mapLines(lines)).toEqual([
    {
      kind: 'notice',
      level: 'info',
      code: 'compacted',
      text: expect.stringContaining('180000 → 12000 tokens'),
      details: { trigger: 'auto', before_tokens: 180_000, after_tokens: 12_000, summary: '1. The pool waits.' },
    },
  ])
})

test('a summary in blocks, or without a frame, is told as it is', () => {
  const [told] = mapLines([boundary('manual'), written([{ type: 'text', text: 'All of it.' }])])
  expect(told).toMatchObject({ details: { summary: 'All of it.' } })
})

test('a compaction whose summary does not come is told all the same, once and before what comes instead', () => {
  const others = [
    begin,
    written('of a sub-agent', { parent_tool_use_id: 't' }),
    written('mine', { isSynthetic: false }),
  ]
  for (const other of others) {
    const told = mapLines([boundary('manual'), other]).filter(({ kind }) => kind === 'notice')
    expect(told).toMatchObject([{ code: 'compacted' }])
    expect(told[0]).not.toHaveProperty('details.summary')
  }
})

test('two compactions in a row are two', () => {
  expect(mapLines([boundary('auto'), boundary('auto'), written('x')])).toMatchObject([
    { code: 'compacted' },
    { code: 'compacted', details: { summary: 'x' } },
  ])
})

test('a summary of a megabyte is told with its beginning, in no time', () => {
  const [told] = mapLines([boundary('auto'), written(around('\nSummary:\n'.repeat(100_000)))])
  expect(JSON.stringify(told).length).toBeLessThan(50_000)
})
