import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '#test/support/server/server.ts'

test('beside a running server the doctor tells how that one stands, whatever it was started with', async () => {
  const server = await startServer({ vault: 'memory' })
  onTestFinished(() => server.close())
  const alone = await server.homeport('doctor', '--json')
  const { checks } = JSON.parse(alone.stdout) as { checks: { name: string; state: string; detail: string }[] }
  const found = new Map(checks.map(({ name, state, detail }) => [name, `${state}: ${detail}`]))
  expect(found.get('Port')).toBe(`ok: ${new URL(server.info.local_url).port}, where the running Homeport listens`)
  expect(found.get('Vault')).toBe('warning: memory, as chosen: secrets are gone when Homeport stops')
  // Only the server can know: its vault is its memory.
  expect(found.get('Claude login')).toBe("ok: a token in Homeport's vault")
}, 60_000)
