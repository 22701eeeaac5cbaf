import { expect, onTestFinished, test } from 'vitest'
import type { Session } from '#shared/session/session.ts'
import { claudeOf } from '#test/support/household.ts'
import { currentProcess } from '#test/support/runFiles.ts'
import { type TestServer, startServer } from '#test/support/server.ts'
import { until } from '#test/support/until.ts'

/** A server with a session whose Claude Code is in the middle of an answer. */
async function setup(): Promise<{ server: TestServer; sessionId: string }> {
  const server = await startServer({ vault: 'file' })
  onTestFinished(() => server.close())
  const session = await server.program.createSession(server.folder('busy'))
  const viewer = await server.program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(session.id)
  await viewer.say(session.id, '@slow 20\n@tokens 150')
  await viewer.until(() => viewer.session(session.id).streaming.length > 20, 'streaming text')
  return { server, sessionId: session.id }
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s leaves no process, and the answer so far is kept', async (signal) => {
  const { server, sessionId } = await setup()
  const supervisor = server.household.matching(/cli\.ts start/)
  expect(supervisor).toHaveLength(1)

  process.kill(supervisor[0]?.pid ?? 0, signal)

  expect(await server.ended).toBe(0)
  expect(server.household.describe()).toEqual([])
  await server.restart()
  const { events } = await server.program.call<{ events: { type: string; content?: string }[] }>(
    'GET',
    `/api/session/${sessionId}/events`,
  )
  expect(events.find(({ type }) => type === 'claude_response')?.content).toMatch(/^word1 word2/)
})

test('"homeport stop" leaves no process', async () => {
  const { server } = await setup()

  const said = await server.homeport('stop')

  expect(said).toMatchObject({ code: 0 })
  expect(await server.ended).toBe(0)
  expect(server.household.describe()).toEqual([])
})

test('"homeport stop --keep-sessions" leaves the host alone with its running turn; the next start finds both', async () => {
  const { server, sessionId } = await setup()
  const host = currentProcess(server, 'host')
  const claude = claudeOf(server.household, sessionId)

  expect(await server.homeport('stop', '--keep-sessions')).toMatchObject({ code: 0 })

  expect(await server.ended).toBe(0)
  const pids = server.household.processes().map(({ pid }) => pid)
  expect(pids).toContain(host.pid)
  expect(pids).toContain(claude.pid)
  expect(server.household.matching(/gateway|cli\.ts/)).toEqual([])
  await server.restart()
  expect(server.info.host_pid).toBe(host.pid)
  const turn = await until(
    async () => {
      const { events } = await server.program.call<{ events: { type: string; data: unknown }[] }>(
        'GET',
        `/api/session/${sessionId}/events`,
      )
      return events.find(({ type }) => type === 'turn_completed')
    },
    { what: 'the end of the turn' },
  )
  expect(turn.data).toMatchObject({ is_error: false, reason: 'completed' })
})

test('panic while only the host was kept: its turn stops, its queue waits, and no later start runs it', async () => {
  const { server, sessionId } = await setup()
  const claude = claudeOf(server.household, sessionId)
  await server.program.call('POST', `/api/session/${sessionId}/messages`, { content: 'and then this' })
  await server.homeport('stop', '--keep-sessions')
  expect(await server.ended).toBe(0)
  const said = await server.homeport('panic', '--json')
  expect(JSON.parse(said.stdout)).toMatchObject({ interrupted_sessions: 1, failed_sessions: 0 })
  expect(server.household.processes().map(({ pid }) => pid)).not.toContain(claude.pid)
  await server.restart()
  await server.homeport('stop')
  await server.restart()
  const { status, status_reason } = await server.program.call<Session>('GET', `/api/session/${sessionId}`)
  expect([status, status_reason]).toEqual(['SUSPENDED', 'paused'])
  const { events } = await server.program.call<{ events: { type: string; data: unknown }[] }>(
    'GET',
    `/api/session/${sessionId}/events`,
  )
  const queue = events.findLast(({ type }) => type === 'queue_changed')
  expect(queue?.data).toMatchObject({ queue: [{ content: 'and then this' }] })
})
