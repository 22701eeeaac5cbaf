import { expect, test } from 'vitest'
import { RunningCost } from '#server/host/claude/mapping/runningCost.ts'
import type { StreamLine } from '#server/host/claude/protocol/messages.ts'

const MODEL = 'claude-opus-5-5'
/** 5 dollars a million sent, 25 a million said. */
const PRICE = 5 / 1_000_000

function opened(prices = new Map<string, number>()) {
  const told: number[] = []
  const cost = new RunningCost(prices, (usd) => told.push(usd))
  const line = (event: StreamLine['event'], parent: string | null = null) =>
    cost.onStream({ type: 'stream_event', parent_tool_use_id: parent, event })
  const begin = (input_tokens: number, parent: string | null = null) =>
    line({ type: 'message_start', message: { id: 'm', model: MODEL, usage: { input_tokens } } }, parent)
  const say = (characters: number, parent: string | null = null) =>
    line({ type: 'content_block_delta', delta: { type: 'text_delta', text: 'x'.repeat(characters) } }, parent)
  return { cost, told, line, begin, say }
}

const used = (inputTokens: number, outputTokens: number, costUSD: number) => ({
  inputTokens,
  outputTokens,
  cacheReadInputTokens: 0,
  cacheCreationInputTokens: 0,
  costUSD,
})

test('what a token costs is learned from Claude Code’s own count, and is the same for all that share it', () => {
  const prices = new Map<string, number>()
  opened(prices).cost.endTurn({ [`${MODEL}[1m]`]: used(1_000_000, 100_000, 7.5) })
  const { told, begin } = opened(prices)
  begin(100_000)
  expect(told.at(-1)).toBeCloseTo(0.5)
})

test('an answer counts while it is written by its length, and at its end by what the API counted', () => {
  const { told, line, begin, say } = opened(new Map([[MODEL, PRICE]]))
  begin(1_000)
  say(50_000)
  expect(told.at(-1)).toBeCloseTo(PRICE * (1_000 + 5 * 10_000))
  line({ type: 'message_delta', usage: { output_tokens: 12_000 } })
  expect(told.at(-1)).toBeCloseTo(PRICE * (1_000 + 5 * 12_000))
  line({ type: 'message_stop' })
  begin(2_000)
  expect(told.at(-1)).toBeCloseTo(PRICE * (3_000 + 5 * 12_000))
})

test('sub-agents that speak at the same time are counted beside each other, and a new turn begins at nothing', () => {
  const { cost, told, begin, say } = opened(new Map([[MODEL, PRICE]]))
  begin(1_000)
  begin(1_000, 'toolu_1')
  say(5_000, 'toolu_1')
  say(5_000)
  expect(told.at(-1)).toBeCloseTo(PRICE * (2_000 + 5 * 2_000))
  cost.endTurn({})
  begin(100)
  expect(told.at(-1)).toBeCloseTo(PRICE * 100)
})

test('of a model that nobody has used yet nothing is said', () => {
  const { told, begin, say } = opened()
  begin(1_000)
  say(100_000)
  expect(told).toEqual([])
})
