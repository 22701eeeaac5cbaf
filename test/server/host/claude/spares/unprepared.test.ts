import { expect, test } from 'vitest'
import { SessionId, UserId } from '#shared/ids.ts'
import { createLauncher } from '#server/host/claude/starting/launcher.ts'
import type { Parts } from '#server/host/claude/starting/preparing.ts'
import type { AgentExit } from '#server/host/sessions/ports/agent.ts'
import { CountingIds } from '#test/fakes/fakeTime.ts'

test('what waits ends where its session cannot be prepared', async () => {
  let ended = 0
  const claimed = {
    mark: { name: 'MARK', value: 'one' },
    adopt: () => Promise.resolve(null),
    end: () => Promise.resolve(void (ended += 1)),
  }
  const parts: Partial<Parts> = {
    deps: { ids: new CountingIds() } as never,
    // As where the owner lends their login no more: the vault, the shell and the folder are asked by it, too.
    surroundings: () => Promise.reject(new Error('nobody answers')),
    spares: { claim: () => claimed } as never,
    versions: new Map(),
    prices: new Map(),
  }
  const launch = { session_id: SessionId.parse('6f0c1a52-0a41-4d6f-8d3c-0c6f9b1f1a11'), user_id: UserId.parse('me') }
  const exit = await new Promise<AgentExit>((resolve) => {
    createLauncher(parts as Parts).launch(launch as never, { onUpdate: () => {}, onExit: resolve })
  })
  expect(exit.start_problem).toContain('nobody answers')
  expect(ended).toBe(1)
})
