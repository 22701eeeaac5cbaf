import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import { closeOpenBlocks, mapMessage } from '#server/host/claude/mapping/mapMessage.ts'
import { newMapState } from '#server/host/claude/mapping/mapState.ts'
import { type ClaudeLine, readClaudeLine } from '#server/host/claude/protocol/messages.ts'

const FIXTURES = path.join(import.meta.dirname, '../../../../fixtures/claude')

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
    'not_signed_in',
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

test('a large tool result is cut at a whole character, says how much is missing, and is there whole', () => {
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
    whole: text,
  })
})

const picture = (size: number) => [
  { type: 'text', text: 'a picture' },
  { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'A'.repeat(size) } },
]
const resultOf = (content: unknown) =>
  mapAll([line({ type: 'user', message: { content: [{ type: 'tool_result', tool_use_id: 't', content }] } })])[0]

test('a picture that is too large for the log is kept whole; what is beyond all bounds says that it is not', () => {
  expect(resultOf(picture(400_000))).toMatchObject({ content: [{ text: 'a picture' }], whole: picture(400_000) })
  const enormous = resultOf(picture(9 * 1024 * 1024))
  expect(enormous).toMatchObject({ content: [{ text: 'a picture' }], truncated_bytes: expect.any(Number) })
  expect(enormous).not.toHaveProperty('whole')
})

test('broken JSON and odd fields change nothing, and are told from what is only unknown', () => {
  expect(readClaudeLine('{"type":"from_the_future","x":1}')).toEqual({ kind: 'unknown', type: 'from_the_future' })
  for (const broken of ['', '{', 'null', '[]', '"x"', '{"type":1}', '{"type":"assistant","message":3}']) {
    expect(readClaudeLine(broken).kind).toBe('unreadable')
  }
  // Whoever waits for an answer is known, though nothing else is.
  expect(readClaudeLine('{"type":"control_request","request_id":"r","request":[]}')).toMatchObject({ request_id: 'r' })
  expect(mapAll([line({ type: 'system', subtype: 'status', status: 7 })])).toEqual([])
})

test('what nobody knows is told with its beginning: once, then at every power of ten', () => {
  const future = line({ type: 'system', subtype: 'from_the_future', words: 'x'.repeat(50_000) })
  const told = mapAll(Array.from({ length: 100 }, () => future))
  expect(told).toMatchObject([
    { kind: 'notice', code: 'unknown_message', details: { name: 'message "system/from_the_future"', count: 1 } },
    { details: { count: 10 } },
    { details: { count: 100 } },
  ])
  expect(JSON.stringify(told[0]).length).toBeLessThan(18_000)
  const manyKinds = Array.from({ length: 500 }, (_, at) => line({ type: 'system', subtype: `future_${at}` }))
  expect(mapAll(manyKinds).length).toBeLessThanOrEqual(23)
})

test('a content block that nobody knows is told; what Claude Code writes for programs is not', () => {
  const message = {
    id: 'm',
    content: [{ type: 'container_upload', id: 's' }, { type: 'redacted_thinking' }],
  }
  const notices = mapAll([line({ type: 'assistant', message })]).filter(({ kind }) => kind === 'notice')
  expect(notices).toMatchObject([{ details: { name: 'content block "container_upload"' } }])
  const quiet = ['session_state_changed', 'thinking_tokens', 'hook_started', 'task_updated']
  expect(mapAll(quiet.map((subtype) => line({ type: 'system', subtype })))).toEqual([])
})

test('a limit that comes near is told once for each window, and one that is used up', () => {
  const info = { status: 'allowed_warning', rateLimitType: 'five_hour', resetsAt: 1_795_224_000, utilization: 0.91 }
  const near = line({ type: 'rate_limit_event', rate_limit_info: info })
  const up = line({ type: 'rate_limit_event', rate_limit_info: { ...info, status: 'rejected' } })
  const fine = line({ type: 'rate_limit_event', rate_limit_info: { ...info, status: 'allowed' } })
  const updates = mapAll([fine, near, near, up])
  expect(updates.filter(({ kind }) => kind === 'notice')).toMatchObject([
    { text: expect.stringMatching(/comes near the five-hour limit \(91 %\), until 2026-/) },
    { text: expect.stringMatching(/has used up the five-hour limit, until 2026-/) },
  ])
  expect(updates.filter(({ kind }) => kind === 'account_limit')).toMatchObject([
    { limit: { kind: 'five_hour', state: 'fine', used: 0.91 } },
    { limit: { kind: 'five_hour', state: 'near', used: 0.91, resets_at: expect.stringMatching(/^2026-/) } },
    { limit: { kind: 'five_hour', state: 'used_up' } },
  ])
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
