import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { HostStatus } from '#shared/operations/host.ts'
import type { Session } from '#shared/session/session.ts'
import { connectToRunningServer } from '#server/index.ts'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

/** The real thing: a gateway, a host, Claude Code. The new host is of the same version; only its process is another. */
let server: TestServer

beforeAll(async () => {
  server = await startServer({ vault: 'file' })
})

afterAll(() => server.close())

function local() {
  const running = connectToRunningServer(server.dataDir)
  if (running === null) {
    throw new Error('no gateway runs')
  }
  return running
}

async function setup(name: string) {
  const session = await server.program.createSession(server.folder(name))
  const viewer = await server.program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(session.id)
  return { session, viewer }
}

const statusOf = (id: string) => server.program.call<Session>('GET', `/api/session/${id}`)

test('sessions move to a new host and go on there, with all that was said', async () => {
  const { session, viewer } = await setup('moves')
  await viewer.turn(session.id, 'before')
  const before = await local().call('host.status', {})
  expect(before).toMatchObject({ state: 'current', busy_sessions: 0 })

  const after = await local().call('host.renew', {})

  expect(after.host_pid).not.toBe(before.host_pid)
  expect(after).toMatchObject({ state: 'current', version: before.version })
  // It was idle with a process, so it is idle with a process again, without anybody asking for it.
  const moved = await viewer.event(session.id, 'session_status', {
    where: ({ data }) => data.reason === 'host_renewed',
  })
  await viewer.event(session.id, 'session_status', {
    afterSeq: moved.seq,
    where: ({ data }) => data.status === 'ACTIVE',
  })
  expect(viewer.session(session.id).events.filter(({ type }) => type === 'notice')).toEqual([])
  await viewer.turn(session.id, 'after')
  const answers = viewer.session(session.id).events.filter(({ type }) => type === 'claude_response')
  expect(answers.map(({ content }) => content)).toEqual(['You said: before', 'You said: after'])
  expect(entriesOf(`${server.dataDir}/homeport.db`)).toEqual(
    expect.arrayContaining([expect.objectContaining({ action: 'host.renew', outcome: 'ok' })]),
  )
})

test('a turn that runs keeps the host: nothing happens to it', async () => {
  const { session, viewer } = await setup('works')
  await viewer.say(session.id, '@slow 10\n@tokens 200')
  await viewer.until(() => viewer.session(session.id).streaming.length > 0, 'streaming text')
  const before = await local().call('host.status', {})
  expect(before.busy_sessions).toBe(1)

  await expect(local().call('host.renew', {})).rejects.toMatchObject({
    code: 'SESSION_003',
    details: { busy_sessions: 1 },
  })

  expect((await local().call('host.status', {})).host_pid).toBe(before.host_pid)
  const turn = await viewer.event(session.id, 'turn_completed')
  expect(turn.data).toMatchObject({ is_error: false })
})

test('turns may be interrupted on purpose; the next message goes on', async () => {
  const { session, viewer } = await setup('cut')
  await viewer.say(session.id, '@slow 10\n@tokens 400')
  await viewer.until(() => viewer.session(session.id).streaming.length > 0, 'streaming text')

  await local().call('host.renew', { interrupt: true })

  await viewer.event(session.id, 'turn_completed')
  await viewer.turn(session.id, 'and on')
  expect((await statusOf(session.id)).status).toBe('ACTIVE')
})

test('the command line moves them too', async () => {
  // What the last host was left with starts again in the new one, and is busy until then.
  await vi.waitFor(async () => expect((await local().call('host.status', {})).busy_sessions).toBe(0), {
    timeout: 20_000,
  })
  const before = await local().call('host.status', {})
  const said = await server.homeport('renew', '--json')
  expect([said.code, said.stderr]).toEqual([0, ''])
  expect((JSON.parse(said.stdout) as HostStatus).host_pid).not.toBe(before.host_pid)
})

test('only this machine may replace the host', async () => {
  const answer = server.program.call<HostStatus>('POST', '/api/host/renew', {})
  await expect(answer).rejects.toThrow('AUTH_006')
})
