import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AgentUpdate } from '#server/host/sessions/agent.ts'
import { closeOpenBlocks, mapMessage } from '#server/host/claude/mapMessage.ts'
import { newMapState } from '#server/host/claude/mapState.ts'
import { type ClaudeLine, readClaudeLine } from '#server/host/claude/messages.ts'

const FIXTURES = path.join(import.meta.dirname, '../../../fixtures/claude')

/** Recorded from Claude Code 2.1.329. */
const recordings = ['tools', 'commands']

describe.each(recordings)('the recording "%s"', (name) => {
  const lines = read(name)

  test('maps to what happened, in order', async () => {
    const told = mapAll(lines).map(tell)
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot(path.join(FIXTURES, `${name}.updates.txt`))
  })

  test('every delta belongs to exactly one finished block, which says the same', () => {
    const updates = mapAll(lines)
    const blocks = updates.filter((update) => update.kind === 'block')
    expect(new Set(blocks.map((block) => block.block_id)).size).toBe(blocks.length)
    const streamed = new Map<string, string>()
    for (const delta of updates.filter((update) => update.kind === 'delta')) {
      streamed.set(delta.block_id, (streamed.get(delta.block_id) ?? '') + delta.text)
    }
    expect(streamed.size).toBeGreaterThan(0)
    for (const [id, text] of streamed) {
      expect(blocks.find((block) => block.block_id === id)?.text).toBe(text)
    }
  })

  test('the cost of the turns is the same whether Claude tells it per turn or in total', () => {
    const totalsOnly = lines.map((one) =>
      one.type === 'result' ? { ...one, model_usage_since_last_result: null } : one,
    )
    const [told, derived] = [ends(mapAll(lines)), ends(mapAll(totalsOnly))]
    expect(derived.map((end) => end.usage)).toEqual(told.map((end) => end.usage))
    derived.forEach((end, at) => expect(end.cost_usd).toBeCloseTo(told[at]?.cost_usd ?? -1, 6))
  })

  test('half a recording leaves no block without an end', () => {
    const state = newMapState()
    const half = lines.slice(0, Math.floor(lines.length / 2)).flatMap((one) => mapMessage(state, one))
    const all = [...half, ...closeOpenBlocks(state)]
    const finished = new Set(all.flatMap((update) => (update.kind === 'block' ? [update.block_id] : [])))
    expect(
      all.flatMap((update) => (update.kind === 'delta' && !finished.has(update.block_id) ? [update] : [])),
    ).toEqual([])
  })
})

test('a turn that a first 401 ends says that the token was refused', () => {
  const updates = mapAll([
    line({ type: 'system', subtype: 'api_retry', attempt: 1, max_retries: 10, retry_delay_ms: 500, error_status: 401 }),
    line({ type: 'result', subtype: 'error_during_execution', is_error: true, terminal_reason: 'aborted_streaming' }),
  ])
  expect(updates.at(-1)).toMatchObject({
    kind: 'turn_ended',
    is_error: true,
    error: expect.stringContaining('refused the token'),
  })
})

test.each([
  [
    { terminal_reason: 'api_error', api_error_status: 529, is_error: true, result: 'x' },
    'api_error',
    'overloaded (529)',
  ],
  [{ terminal_reason: 'api_error', api_error_status: 413, is_error: true, result: 'too big' }, 'api_error', 'too big'],
  [
    { terminal_reason: 'api_error', is_error: true, result: 'Not logged in · Please run /login' },
    'api_error',
    'not signed in',
  ],
  [
    { subtype: 'error_during_execution', is_error: true, errors: ['No conversation found'] },
    'error_during_execution',
    'No conversation found',
  ],
])('a turn that fails says why in words (%#)', (fields, reason, words) => {
  const [, end] = mapAll([line({ type: 'result', subtype: 'success', ...fields })])
  expect(end).toMatchObject({ is_error: true, reason, error: expect.stringContaining(words) })
})

test('a large tool result is cut at a whole character, and says how much is missing', () => {
  const text = 'ä'.repeat(200_000)
  const content = [{ type: 'tool_result', tool_use_id: 't', content: text }]
  const [result] = mapAll([
    line({ type: 'user', message: { content }, tool_use_result: { stdout: text, interrupted: false } }),
  ])
  expect(result).toMatchObject({
    kind: 'tool_result',
    content: 'ä'.repeat(131_072),
    truncated_bytes: 2 * (200_000 - 131_072),
    details: { interrupted: false },
  })
})

test('unknown types, odd fields and broken JSON change nothing', () => {
  expect(readClaudeLine('{"type":"from_the_future","x":1}')).toEqual({ kind: 'ignored' })
  for (const broken of ['', '{', 'null', '[]', '"x"', '{"type":1}', '{"type":"assistant","message":3}']) {
    expect(readClaudeLine(broken).kind).toBe('unreadable')
  }
  expect(
    mapAll([
      line({ type: 'system', subtype: 'from_the_future' }),
      line({ type: 'system', subtype: 'status', status: 7 }),
    ]),
  ).toEqual([])
})

function ends(updates: readonly AgentUpdate[]) {
  return updates.filter((update) => update.kind === 'turn_ended')
}

function read(name: string): ClaudeLine[] {
  return readFileSync(path.join(FIXTURES, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .flatMap((text) => {
      const parsed = readClaudeLine(text)
      expect(parsed.kind).not.toBe('unreadable')
      return parsed.kind === 'line' ? [parsed.line] : []
    })
}

function line(value: Record<string, unknown>): ClaudeLine {
  const parsed = readClaudeLine(JSON.stringify(value))
  if (parsed.kind !== 'line') {
    throw new Error('Not a line that is read.')
  }
  return parsed.line
}

function mapAll(lines: readonly ClaudeLine[]): AgentUpdate[] {
  const state = newMapState()
  return lines.flatMap((one) => mapMessage(state, one))
}

/** One update as one line, without what differs from machine to machine. */
function tell(update: AgentUpdate): string {
  const { kind, ...rest } = update
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return [kind, ...fields].join(' ').slice(0, 400)
}
