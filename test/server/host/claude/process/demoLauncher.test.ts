import { expect, test } from 'vitest'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import { withoutCosts } from '#server/host/parts/ground.ts'
import { FakeLauncher } from '#test/fakes/fakeAgent.ts'

test('a turn of the demo costs nothing, whatever Claude Code counts, and tells its tokens', () => {
  const fake = new FakeLauncher()
  const updates: AgentUpdate[] = []
  const options = {} as Parameters<FakeLauncher['launch']>[0]
  withoutCosts(fake).launch(options, { onUpdate: (update) => updates.push(update), onExit: () => {} })
  const usage = { input_tokens: 1, output_tokens: 3, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }
  fake.agent.endTurn({ usage, cost_usd: 0.5, models: [{ model: 'm', usage, cost_usd: 0.5 }] })
  expect(updates).toMatchObject([{ kind: 'turn_ended', cost_usd: 0, models: [{ usage, cost_usd: 0 }] }])
})
