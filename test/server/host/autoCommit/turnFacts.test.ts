import { describe, expect, test } from 'vitest'
import type { SessionId, UserId } from '#shared/ids.ts'
import { TurnFacts } from '#server/host/autoCommit/turnFacts.ts'

const session_id = '11111111-1111-4111-8111-111111111111' as SessionId

/** Hears of events as the hub hands them on. */
function heard(...events: readonly { type: string; content?: string; data: object }[]): TurnFacts {
  const facts = new TurnFacts()
  events.forEach((event, index) => {
    const whole = {
      ...event,
      seq: index + 1,
      session_id,
      at: '2026-11-28T10:00:00.000Z',
      timestamp: '2026-11-28T10:00:00.000Z',
    }
    facts.take({
      kind: 'session',
      id: session_id,
      session_id,
      user_id: 'u' as UserId,
      type: event.type,
      seq: index + 1,
      payload: Buffer.from(JSON.stringify(whole)),
    } as Parameters<TurnFacts['take']>[0])
  })
  return facts
}

const asked = { type: 'user_message', content: 'Mend it', data: { message_id: 'm1' } }
const run = (id: string, command: string) => ({
  type: 'tool_use',
  data: { tool_use_id: id, name: 'Bash', input: { command } },
})
const ended = (id: string, is_error: boolean) => ({
  type: 'tool_result',
  data: { tool_use_id: id, is_error, content: 'x' },
})

describe('what a turn reached', () => {
  test('is what its last tests say, and what it was asked for is known', () => {
    const passed = heard(
      asked,
      run('1', 'cd x && npm test'),
      ended('1', true),
      run('2', 'npx vitest run a'),
      ended('2', false),
    )
    expect([passed.milestoneOf(session_id), passed.promptOf(session_id)]).toEqual(['tests_pass', 'Mend it'])
    expect(heard(asked, run('1', 'pytest -q'), ended('1', true)).milestoneOf(session_id)).toBe('turn_done')
    expect(heard(asked, run('1', 'echo npm testing'), ended('1', false)).milestoneOf(session_id)).toBe('turn_done')
  })

  test('is forgotten with the next message', () => {
    const facts = heard(asked, run('1', 'cargo test'), ended('1', false), { ...asked, content: 'And now?' })
    expect([facts.milestoneOf(session_id), facts.promptOf(session_id)]).toEqual(['turn_done', 'And now?'])
  })
})
