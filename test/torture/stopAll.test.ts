import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Session } from '#shared/session/session.ts'
import { claudeOf } from '#test/support/server/serverProcesses.ts'
import { currentProcess } from '#test/support/runFiles.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { until } from '#test/support/until.ts'

/** A server with a session whose Claude Code is in the middle of an answer of so many words, fifty a second. */
async function setup(words = 1500): Promise<{ server: TestServer; sessionId: string }> {
  const server = await startServer({ vault: 'file' })
  onTestFinished(() => server.close())
  const session = await server.program.createSession(server.folder('busy'))
  const viewer = await server.program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(session.id)
  await viewer.say(session.id, `@slow 20\n@tokens ${words}`)
  await viewer.until(() => viewer.session(session.id).streaming.length > 20, 'streaming text')
  return { server, sessionId: session.id }
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s leaves no process, and the answer so far is kept', async (signal) => {
  const { server, sessionId } = await setup()
  const supervisor = server.serverProcesses.matching(/cli\.[jt]s start/)
  expect(supervisor).toHaveLength(1)

  process.kill(supervisor[0]?.pid ?? 0, signal)

  expect(await server.ended).toBe(0)
  expect(server.serverProcesses.describe()).toEqual([])
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
  expect(said.stdout).toMatch(/“@slow 20”.* works: its turn is cut[^]*--keep-sessions/)
  expect(await server.ended).toBe(0)
  expect(server.serverProcesses.describe()).toEqual([])
})

test('"homeport stop --keep-sessions" leaves the host alone with its running turn; the next start finds both', async () => {
  const { server, sessionId } = await setup(150)
  const host = currentProcess(server, 'host')
  const claude = claudeOf(server.serverProcesses, sessionId)

  expect(await server.homeport('stop', '--keep-sessions')).toMatchObject({ code: 0 })

  expect(await server.ended).toBe(0)
  const pids = server.serverProcesses.all().map(({ pid }) => pid)
  expect(pids).toContain(host.pid)
  expect(pids).toContain(claude.pid)
  expect(server.serverProcesses.matching(/gateway|cli\.[jt]s/)).toEqual([])
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

/** A server with a session whose Claude Code waits for an answer. */
async function asking() {
  const server = await startServer({ vault: 'file' })
  onTestFinished(() => server.close())
  const folder = server.folder('asking')
  const session = await server.program.createSession(folder)
  const viewer = await server.program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(session.id)
  await viewer.say(session.id, `@tool Write {"file_path": "${folder}/made.txt", "content": "made"}\n@text Written.`)
  const { data } = await viewer.event(session.id, 'approval_requested')
  return { server, session, approvalId: data.approval_id, made: path.join(folder, 'made.txt') }
}

test('what waits for an answer outlives a stop: it is answered after the start, and exactly that runs', async () => {
  const { server, session, approvalId, made } = await asking()
  expect(await server.homeport('stop')).toMatchObject({ code: 0 })
  expect(await server.ended).toBe(0)
  expect(server.serverProcesses.describe()).toEqual([])
  await server.restart()
  const viewer = await server.program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(session.id)
  const { pending_approvals } = await server.program.call<Session>('GET', `/api/session/${session.id}`)
  expect(pending_approvals).toBe(1)
  expect(existsSync(made)).toBe(false)

  await viewer.answer(session.id, approvalId, { decision: 'allow' })

  const turn = await viewer.event(session.id, 'turn_completed')
  expect(turn.data).toMatchObject({ is_error: false, reason: 'completed' })
  expect(readFileSync(made, 'utf8')).toBe('made')
  const { events } = viewer.session(session.id)
  expect(events.filter(({ type }) => type === 'approval_requested')).toHaveLength(1)
  expect(events.filter(({ type }) => type === 'user_message')).toHaveLength(1)
})

test('panic while only the host was kept: its turn stops, its queue waits, and no later start runs it', async () => {
  const { server, sessionId } = await setup()
  const claude = claudeOf(server.serverProcesses, sessionId)
  await server.program.call('POST', `/api/session/${sessionId}/messages`, { content: 'and then this' })
  await server.homeport('stop', '--keep-sessions')
  expect(await server.ended).toBe(0)
  const said = await server.homeport('panic', '--json')
  expect(JSON.parse(said.stdout)).toMatchObject({ interrupted_sessions: 1, failed_sessions: 0 })
  expect(server.serverProcesses.all().map(({ pid }) => pid)).not.toContain(claude.pid)
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
