import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import { EffortWatch } from '#server/host/claude/process/effortWatch.ts'

/** What is noticed when the turn of a prompt has ended, with this answer to what is in force. */
async function noticed(content: string, answer: () => Promise<Readonly<Record<string, unknown>>>) {
  const updates: AgentUpdate[] = []
  const watch = new EffortWatch({ control: { request: answer }, onUpdate: (update) => updates.push(update) })
  watch.noteSent(content)
  watch.noteTurnEnded()
  await new Promise((resolve) => setImmediate(resolve))
  return updates
}

const low = () => Promise.resolve({ applied: { effort: 'low' } })
const ended = () => Promise.reject(new HomeportError('SESSION_003', 'Claude Code has ended.'))

test('an effort that Claude Code’s own command set is noticed where it is in force', async () => {
  expect(await noticed('/effort low', low)).toEqual([{ kind: 'effort_changed', effort: 'low' }])
  expect(await noticed('/effort max', low)).toEqual([])
  expect(await noticed('/effort auto', low)).toEqual([{ kind: 'effort_changed', effort: null }])
})

test('where Claude Code has ended, or says nothing of it, the effort stays what was chosen', async () => {
  expect(await noticed('/effort auto', ended)).toEqual([])
  expect(await noticed('/effort auto', () => Promise.resolve({}))).toEqual([])
})
