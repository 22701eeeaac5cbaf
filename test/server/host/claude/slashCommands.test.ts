import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClaudeSession, ClaudeWorld } from '#test/support/host/claudeWorld.ts'
import { mapMessage } from '#server/host/claude/mapping/mapMessage.ts'
import { newMapState } from '#server/host/claude/mapping/mapState.ts'
import { readClaudeLine } from '#server/host/claude/protocol/messages.ts'

let world: ClaudeWorld
let session: ClaudeSession

beforeAll(async () => {
  world = await ClaudeWorld.create()
  session = world.open()
})

afterAll(() => world.dispose())

/** All that people read of the turn. */
async function saidTo(prompt: string): Promise<string> {
  const before = session.updates.length
  await session.turn(prompt)
  return session.updates
    .slice(before)
    .flatMap((update) => (update.kind === 'block' || update.kind === 'notice' ? [update.text] : []))
    .join('\n')
}

test.each([
  ['/compact', /No messages to compact/],
  ['hello', /You said: hello/],
  ['/help', /isn't available/],
  ['/context', /\| Category \| Tokens/],
  ['/cost', /Estimated cost: .*\S {2}\nTotal duration/],
  ['/model', /Current model/],
  ['/no-such-command here', /You said/],
  ['/compact', /summed up the conversation/],
  ['/clear', /forgot the conversation/],
])('%s is answered in words', async (prompt, words) => {
  expect(await saidTo(prompt)).toMatch(words)
})

test('an answer that stands in the result of a turn alone is told, and one that was told is not told again', () => {
  const result = {
    type: 'result',
    subtype: 'success',
    is_error: false,
    duration_ms: 1,
    uuid: 'r',
    result: 'Two\nlines',
  }
  const said = { type: 'assistant', message: { id: 'm', content: [{ type: 'text', text: 'Two\nlines' }] } }
  expect(texts(result)).toEqual(['Two  \nlines'])
  expect(texts(said, result)).toEqual(['Two\nlines'])
  expect(texts({ ...result, is_error: true })).toEqual([])
})

/** The text that people read of these lines. */
function texts(...lines: object[]): string[] {
  const state = newMapState()
  return lines.flatMap((line) => {
    const read = readClaudeLine(JSON.stringify(line))
    const updates = read.kind === 'line' ? mapMessage(state, read.line) : []
    return updates.flatMap((update) => (update.kind === 'block' ? [update.text] : []))
  })
}
