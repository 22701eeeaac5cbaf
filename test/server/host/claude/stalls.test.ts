import { expect, test, vi } from 'vitest'
import { stallNotice } from '#server/host/claude/process/stallReports.ts'
import { ClaudeWorld, type WorldOptions } from '#test/support/host/claudeWorld.ts'
import { UnsteadyProxy } from '#test/support/server/unsteadyProxy.ts'

vi.setConfig({ testTimeout: 90_000, maxConcurrency: 3 })

test.concurrent('an API that falls silent is told, and that it can be reached; the turn can be interrupted', async () => {
  await inWorld({ stallMs: 300 }, async (world) => {
    const session = world.open()
    session.send('@text half\n@hang')
    expect(await session.next('notice')).toMatchObject({
      code: 'api_silent',
      level: 'warning',
      text: expect.stringMatching(/though 127\.0\.0\.1:\d+ can be reached from here/),
      details: { api: 'reachable' },
    })
    await session.process.interrupt()
    expect(await session.next('turn_ended')).toMatchObject({ reason: 'interrupted' })
  })
})

test.concurrent('a network that swallows all is told apart from an API that is slow', async () => {
  let network: UnsteadyProxy | undefined
  const through = async (url: string) => {
    network = await UnsteadyProxy.open({ to: url, chance: () => 1 })
    return network.through(url)
  }
  await inWorld({ stallMs: 1_000, answersWithinMs: 500, through }, async (world) => {
    const session = world.open()
    session.send('@slow 100\n@tokens 50')
    await session.next('delta')
    network?.stall()
    expect(await session.next('notice')).toMatchObject({
      code: 'api_unreachable',
      text: expect.stringMatching(/cannot reach 127\.0\.0\.1:\d+: nothing came within/),
    })
    network?.goOn()
    expect(await session.next('turn_ended')).toMatchObject({ reason: 'completed' })
  })
  await network?.close()
})

test.concurrent('an API that is gone is told by Claude Code itself, with each try', async () => {
  await inWorld({}, async (world) => {
    const session = world.open()
    session.send('@slow 50\n@tokens 500')
    await session.next('delta')
    await world.api.close()
    expect(await session.next('retrying')).toMatchObject({ reason: expect.stringContaining('cannot be reached') })
    await session.process.interrupt()
    await session.next('turn_ended')
  })
})

test('an API that answers with errors is not called slow', () => {
  const api = { kind: 'reachable', host: 'api.example', status: 503, ms: 3 } as const
  expect(stallNotice(60_000, api)).toMatchObject({
    text: expect.stringContaining('api.example can be reached, but answers with an error (503)'),
  })
  expect(stallNotice(60_000, null)).toMatchObject({
    text: expect.stringMatching(/^Claude's API has said nothing for 60 s\. The request/),
  })
})

async function inWorld(options: WorldOptions, run: (world: ClaudeWorld) => Promise<void>): Promise<void> {
  const world = await ClaudeWorld.create(options)
  try {
    await run(world)
  } finally {
    await world.dispose()
  }
}
