import { expect, test, vi } from 'vitest'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import { ControlChannel } from '#server/host/claude/protocol/control.ts'
import { ServerWatch } from '#server/host/claude/mapping/serverWatch.ts'
import { ServerRequests } from '#server/host/claude/process/serverRequests.ts'

/** Claude Code's side of the status question. */
function watched(servers: readonly object[]) {
  const told: AgentUpdate[] = []
  const control: ControlChannel = new ControlChannel({
    newId: () => crypto.randomUUID(),
    write: (line) => {
      const response = { subtype: 'success', request_id: String(line['request_id']), response: { mcpServers: servers } }
      queueMicrotask(() => control.settle({ type: 'control_response', response }))
    },
  })
  const requests = new ServerRequests({ control, clean: (text) => text })
  return { told, watch: new ServerWatch({ servers: requests, onUpdate: (update) => told.push(update) }) }
}

test('a server that wants a sign-in is told with what to do, once, and again when it failed anew', async () => {
  const needsAuth = [{ name: 'mail', status: 'needs-auth', source: 'user' }]
  const { told, watch } = watched(needsAuth)
  watch.check(needsAuth)
  await vi.waitFor(() => expect(told).toHaveLength(1))
  expect(told[0]).toMatchObject({
    is_lasting: true,
    code: 'mcp_server_down',
    text: expect.stringMatching(/wants you to sign in.*MCP servers/),
  })
  watch.check(needsAuth)
  watch.check([{ name: 'mail', status: 'connected' }])
  watch.check(needsAuth)
  await vi.waitFor(() => expect(told).toHaveLength(2))
  expect(told[1]).not.toHaveProperty('is_lasting')
})

test('hundreds of servers and long reasons make few short notices; what is no list makes none', async () => {
  const many = Array.from({ length: 300 }, (_, at) => ({ name: `s${at}`, status: 'failed', error: 'x'.repeat(9000) }))
  const { told, watch } = watched(many)
  watch.check('nothing')
  watch.check(undefined)
  watch.check(many)
  await vi.waitFor(() => expect(told).toHaveLength(11))
  expect(JSON.stringify(told).length).toBeLessThan(10_000)
  expect(told.at(-1)).toMatchObject({ text: expect.stringContaining('290 others') })
})
